/** TypeScript as files that plain Node runs. `entries`: names of files to make in the folder, each with its source. */
export function bundle(root: string, folder: string, entries: Readonly<Record<string, string>>): Promise<void>
