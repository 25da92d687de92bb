/** Columns of text: the first two to the left, numbers to the right. */
export function table(headings, rows) {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column].length)))
  const line = (cells) =>
    cells
      .map((cell, column) => (isText(column, cells.length) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd()
  return [line(headings), ...rows.map(line)]
}

const isText = (column, columns) => column < 2 || column === columns - 1

/** Lines of at most this width; the later ones are indented further. */
export function wrap(text, { first = '', rest = '    ', width = 120 } = {}) {
  const lines = []
  let line = first
  for (const word of text.split(' ')) {
    const started = line !== first && line !== rest
    if (started && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest + word
    } else line += started ? ` ${word}` : word
  }
  return [...lines, line]
}
