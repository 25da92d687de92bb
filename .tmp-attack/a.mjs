var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// src/errors.ts
function isRoutingError(value) {
  return value instanceof Error && value.name === "RoutingError" && Object.hasOwn(errorTable, value.code ?? "");
}
function formatPath(path) {
  const text2 = path.map((part) => typeof part === "number" ? `[${part}]` : /^[A-Za-z_]\w*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`).join("");
  return text2 === "" ? "(root)" : text2.startsWith(".") ? text2.slice(1) : text2;
}
function reasonOf(error) {
  try {
    return (error instanceof Error ? error.message : String(error)).slice(0, 300);
  } catch {
    return "an error that cannot be read";
  }
}
var errorTable, RoutingError;
var init_errors = __esm({
  "src/errors.ts"() {
    "use strict";
    errorTable = {
      badPlan: ["The plan has errors; nothing was changed.", "Read `issues`: each names the place and the remedy."],
      badRoster: ["The roster has errors.", "Read `issues`. A router that has a good roster keeps using it."],
      badLead: ["The lead was refused; nothing was stored.", "Read `issues`, mend the lead and send it again."],
      overload: ["More leads are waiting than the router may queue.", "Send again later, or raise `maxWaiting`."],
      storeFailed: ["The store could not carry out a transaction.", "Read `cause`. Sending the same lead again is safe: it has one owner at most."],
      storeClosed: ["The store has been closed.", "Create a new store, or close it later."],
      schemaNewer: ["The database was written by a newer version of fairlead.", "Upgrade fairlead in this process."],
      noSqlite: ["No SQLite found.", "Use Node 22.13 or newer, install `@photostructure/sqlite`, or pass a database object to `sqliteStore`."],
      unknownLead: ["No lead with this key.", "Check the key: it is what the plan's `key` names, by default the lead's `id`."],
      unknownRep: ["No rep with this id in the roster.", "Check the id against the roster."],
      staleEpoch: ["The lead has changed hands since.", "Read the lead again and act on its present `epoch`."],
      unsettled: ["A lead could not be settled within the allowed rounds.", "Other processes kept changing the same data; send the lead again."],
      notRouted: ["A middleware ended without handing the lead on.", "Call `await next()`, or throw an error of your own to refuse the lead."],
      nextTwice: ["A middleware called `next()` twice.", "Call `next()` once in each middleware."],
      auditBroken: ["The audit trail is not whole.", "Read `path`: the number of the first bad entry. Restore the database from a backup."]
    };
    RoutingError = class extends Error {
      name = "RoutingError";
      code;
      /** The remedy. */
      hint;
      /** For `badPlan`, `badRoster` and `badLead`: everything that is wrong, at once. */
      issues;
      /** Where in the input or the data, if anywhere. */
      path;
      constructor(code, options = {}) {
        const [meaning, remedy] = errorTable[code];
        const listed = (options.issues ?? []).slice(0, 5).map((issue2) => `
  ${formatPath(issue2.path)}: ${issue2.message} ${issue2.hint}`);
        super(`${meaning}${options.detail === void 0 ? "" : ` ${options.detail}`}${listed.join("")}`, "cause" in options ? { cause: options.cause } : void 0);
        this.code = code;
        this.hint = remedy;
        this.issues = options.issues ?? [];
        this.path = options.path ?? [];
      }
    };
  }
});

// src/json.ts
import { types } from "node:util";
function toJson(value, limits2 = jsonLimits.lead) {
  const copy = copyJson(value, limits2);
  return copy.value === void 0 || copy.issues.length > 0 ? { issues: copy.issues } : { value: copy.value };
}
function copyJson(value, limits2) {
  const copying = { limits: limits2, nodes: 0, text: 0, stopped: false, path: [], around: /* @__PURE__ */ new Set(), issues: [] };
  const copied2 = copyValue(value, copying);
  return copying.stopped ? { issues: copying.issues } : { value: copied2 ?? null, issues: copying.issues };
}
function report(copying, code, message, hint) {
  copying.issues.push({ code, message, path: [...copying.path], hint });
  if (copying.issues.length >= mostIssues) copying.stopped = true;
  return null;
}
function stop(copying, message) {
  report(copying, "tooMuch", message, "Leave out what routing does not need.");
  copying.stopped = true;
  return null;
}
function copyValue(value, copying) {
  copying.nodes += 1;
  if (copying.nodes > copying.limits.nodes) return stop(copying, `More than ${copying.limits.nodes} values.`);
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return copyText(value, copying);
    case "number":
      return Number.isFinite(value) ? value + 0 : report(copying, "notJson", `${value} is not a JSON number.`, "Use a finite number, or leave the field out.");
    case "object":
      return value === null ? null : copyObject(value, copying);
    case "undefined":
      return copying.path.length === 0 ? report(copying, "notJson", "There is no value.", "Pass plain JSON data.") : void 0;
    default:
      return report(
        copying,
        "notJson",
        `A ${typeof value} is not JSON data.`,
        "Pass plain JSON data: strings, numbers, booleans, null, lists and objects."
      );
  }
}
function copyText(text2, copying) {
  if (text2.length > copying.limits.characters) {
    return report(copying, "tooMuch", `A text of more than ${copying.limits.characters} characters.`, "Shorten it, or leave it out.");
  }
  copying.text += text2.length;
  if (copying.text > copying.limits.text) return stop(copying, `More than ${copying.limits.text} characters in all.`);
  return unfit.test(text2) ? report(copying, "notJson", "A text with a NUL character or half a surrogate pair.", "Remove the broken character.") : text2;
}
function copyObject(value, copying) {
  if (copying.path.length >= copying.limits.depth) {
    return report(copying, "tooMuch", `Nested deeper than ${copying.limits.depth} levels.`, "Make it flatter, or leave it out.");
  }
  if (copying.around.has(value)) return report(copying, "notJson", "The value contains itself.", "Remove the cycle.");
  const foreign = kindOfForeign(value);
  if (foreign !== void 0)
    return report(copying, "notJson", `A ${foreign} is not JSON data.`, "Convert it to lists, objects, numbers or text first.");
  copying.around.add(value);
  const depth = copying.path.length;
  try {
    if (types.isDate(value)) return Date.prototype.toISOString.call(value);
    return Array.isArray(value) ? copyList(value, copying) : copyFields(value, copying);
  } catch {
    copying.path.length = depth;
    return report(
      copying,
      "notJson",
      "Reading the value failed.",
      "Pass plain data: no throwing getters, no revoked proxies, no invalid dates."
    );
  } finally {
    copying.around.delete(value);
  }
}
function copyList(list, copying) {
  const length = list.length;
  if (copying.nodes + length > copying.limits.nodes) return stop(copying, `More than ${copying.limits.nodes} values.`);
  const copy = [];
  for (let index = 0; index < length && !copying.stopped; index += 1) {
    copying.path.push(index);
    const element = copyValue(readOwn(list, index, copying), copying);
    copy.push(
      element === void 0 ? report(copying, "notJson", "A list with a hole or an undefined element.", "Use null, or leave the element out.") : element
    );
    copying.path.pop();
  }
  return copy;
}
function copyFields(value, copying) {
  const keys = Object.keys(value);
  if (copying.nodes + keys.length > copying.limits.nodes) return stop(copying, `More than ${copying.limits.nodes} values.`);
  const copy = {};
  for (const key of keys) {
    if (copying.stopped) break;
    copying.path.push(key.length > copying.limits.characters ? `${key.slice(0, 100)}\u2026` : key);
    if (key === "__proto__") report(copying, "reservedName", "A field is named __proto__.", "Rename the field.");
    else if (copyText(key, copying) !== null) {
      const field = copyValue(readOwn(value, key, copying), copying);
      if (field !== void 0) copy[key] = field;
    }
    copying.path.pop();
  }
  return copy;
}
function readOwn(value, key, copying) {
  try {
    return value[key];
  } catch {
    return report(copying, "notJson", "Reading the field failed.", "Pass plain data: no throwing getters.");
  }
}
function kindOfForeign(value) {
  if (types.isMap(value)) return "Map";
  if (types.isSet(value)) return "Set";
  if (types.isWeakMap(value) || types.isWeakSet(value)) return "weak collection";
  if (types.isPromise(value)) return "promise";
  if (types.isRegExp(value)) return "regular expression";
  if (types.isBoxedPrimitive(value)) return "boxed primitive";
  if (types.isNativeError(value)) return "error";
  if (types.isAnyArrayBuffer(value) || types.isArrayBufferView(value)) return "binary buffer";
  if (types.isGeneratorObject(value) || types.isMapIterator(value) || types.isSetIterator(value)) return "iterator";
  return void 0;
}
function canonicalJson(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = value;
  const parts = [];
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== void 0) parts.push(`${JSON.stringify(key)}:${canonicalJson(field)}`);
  }
  return `{${parts.join(",")}}`;
}
function deepFreeze(value) {
  if (typeof value !== "object" || value === null) return value;
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (typeof field === "object" && field !== null) deepFreeze(field);
  }
  return Object.freeze(value);
}
var jsonLimits, mostIssues, unfit;
var init_json = __esm({
  "src/json.ts"() {
    "use strict";
    jsonLimits = {
      lead: { depth: 32, nodes: 2e4, characters: 1e5, text: 2e6 },
      document: { depth: 100, nodes: 1e7, characters: 1e5, text: 64e6 }
    };
    mostIssues = 1e3;
    unfit = /[\0\p{Surrogate}]/u;
  }
});

// src/condition/nearest.ts
function nearest(word, known2) {
  if (word.length > longestWord) return void 0;
  const typed = word.toLowerCase();
  let best;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  let seen = 0;
  for (const candidate of known2) {
    seen += 1;
    if (seen > mostCandidates) break;
    if (candidate.length > longestWord || candidate === word) continue;
    const distance = editDistance(typed, candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}
function editDistance(from, to) {
  let beforeLast = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      line.push(cost);
    }
    beforeLast = last;
    last = line;
  }
  return last[to.length] ?? 0;
}
var mostCandidates, longestWord;
var init_nearest = __esm({
  "src/condition/nearest.ts"() {
    "use strict";
    mostCandidates = 1e3;
    longestWord = 60;
  }
});

// src/condition/issueList.ts
function issueList() {
  const issues = [];
  return {
    issues,
    report(code, path, message, hint) {
      if (issues.length < most) issues.push({ code, message, path, hint });
      else if (issues.length === most) {
        issues.push({ code: "tooMuch", message: `More than ${most} issues; the rest is not listed.`, path: [], hint: "Mend these first." });
      }
    }
  };
}
function didYouMean(word, known2, otherwise) {
  const meant = nearest(word, known2);
  return meant === void 0 ? otherwise : `Did you mean ${JSON.stringify(meant)}? ${otherwise}`;
}
function brief(value) {
  const text2 = typeof value === "string" ? JSON.stringify(value) : Array.isArray(value) ? "a list" : typeof value === "object" && value !== null ? "an object" : String(value);
  return text2.length > 60 ? `${text2.slice(0, 57)}...` : text2;
}
var most;
var init_issueList = __esm({
  "src/condition/issueList.ts"() {
    "use strict";
    init_nearest();
    most = 1e3;
  }
});

// src/condition/limits.ts
var limits;
var init_limits = __esm({
  "src/condition/limits.ts"() {
    "use strict";
    limits = {
      /** Levels of nested objects and groups in one condition. */
      depth: 32,
      /** Elements in one operator's list, or conditions in one group. */
      operands: 1e4,
      /** Characters in a name. */
      name: 200,
      rules: 1e5,
      /** Strings in one named list. */
      entries: 1e6
    };
  }
});

// src/condition/read.ts
function readPath(subject, path) {
  let value = subject;
  for (let index = 0; index < path.length; index += 1) {
    const part = path[index];
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return void 0;
    value = value[part];
  }
  return value;
}
function nfc(text2) {
  for (let index = 0; index < text2.length; index += 1) {
    if (text2.charCodeAt(index) >= 768) return text2.normalize("NFC");
  }
  return text2;
}
function nfcScalar(value) {
  return typeof value === "string" ? nfc(value) : value;
}
function isMissing(value) {
  return value === void 0 || value === null || typeof value === "number" && Number.isNaN(value);
}
function isScalar(value) {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number" && !Number.isNaN(value);
}
function splitPath(text2) {
  const parts = text2.split(".");
  return parts.includes("") ? void 0 : parts;
}
var init_read = __esm({
  "src/condition/read.ts"() {
    "use strict";
  }
});

// src/plan/check.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function fieldOf(value, field) {
  return Object.hasOwn(value, field) ? value[field] : void 0;
}
function checkObject(value, place2, what, issues) {
  if (isObject(value)) return value;
  issues.report("wrongType", place2, `${what} is ${brief(value)}, not an object.`, "Write { \u2026 }.");
  return void 0;
}
function checkList(value, most2, place2, what, issues) {
  if (!Array.isArray(value)) {
    issues.report("wrongType", place2, `${what} is ${brief(value)}, not a list.`, "Write [ \u2026 ].");
    return void 0;
  }
  if (value.length <= most2) return value;
  issues.report("tooMuch", place2, `${what} has more than ${most2} entries.`, "Make it shorter.");
  return void 0;
}
function checkKnownFields(value, known2, place2, what, issues) {
  for (const field of Object.keys(value)) {
    if (known2.includes(field)) continue;
    issues.report(
      "unknownField",
      [...place2, field],
      `${what} has no field ${brief(field)}.`,
      didYouMean(field, known2, `Fields are ${known2.join(", ")}.`)
    );
  }
}
function missingField(place2, message, hint, issues) {
  issues.report("missingField", place2, message, hint);
}
function checkName(value, place2, what, issues) {
  if (typeof value !== "string" || value.trim() === "") {
    issues.report("wrongType", place2, `${what} is ${brief(value)}, not a name.`, "Write a text that is not empty.");
    return void 0;
  }
  if (value.length > limits.name) {
    issues.report("tooMuch", place2, `${what} has more than ${limits.name} characters.`, "Use a shorter name.");
    return void 0;
  }
  if (value === "__proto__") {
    issues.report("reservedName", place2, `${what} is __proto__.`, "Use another name.");
    return void 0;
  }
  return nfc(value);
}
function checkUnique(name, seen, place2, what, issues) {
  if (seen.has(name)) issues.report("duplicateName", place2, `${what} ${brief(name)} occurs twice.`, "Give each its own name.");
  seen.add(name);
}
function checkNameList(value, place2, what, issues) {
  const seen = /* @__PURE__ */ new Set();
  checkList(value, limits.operands, place2, `The list of ${what}s`, issues)?.forEach((entry, index) => {
    const name = checkName(entry, [...place2, index], `The ${what}`, issues);
    if (name !== void 0) checkUnique(name, seen, [...place2, index], `The ${what}`, issues);
  });
  return seen;
}
var init_check = __esm({
  "src/plan/check.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_read();
  }
});

// src/condition/operator/names.ts
var operatorNames, groupNames, joinNames;
var init_names = __esm({
  "src/condition/operator/names.ts"() {
    "use strict";
    operatorNames = [
      "is",
      "not",
      "in",
      "inList",
      "known",
      "gt",
      "gte",
      "lt",
      "lte",
      "startsWith",
      "endsWith",
      "contains",
      "has",
      "hasAny",
      "hasAll"
    ];
    groupNames = ["any", "all", "none"];
    joinNames = ["same", "orElse"];
  }
});

// src/condition/words.ts
function isOperatorWord(word) {
  return operatorWords.has(word) || joinWords.has(word);
}
function isOperator(word) {
  return operatorWords.has(word);
}
function isGroup(word) {
  return groupWords.has(word);
}
function isReserved(word) {
  return isOperatorWord(word) || isGroup(word) || word === "__proto__";
}
var operatorWords, groupWords, joinWords;
var init_words = __esm({
  "src/condition/words.ts"() {
    "use strict";
    init_names();
    operatorWords = new Set(operatorNames);
    groupWords = new Set(groupNames);
    joinWords = new Set(joinNames);
  }
});

// src/condition/parsePath.ts
function parsePath(value, code, place2, issues) {
  const parts = typeof value === "string" ? splitPath(value) : void 0;
  if (parts === void 0) {
    issues.report(code, place2, `${brief(value)} is no path to a field.`, 'Write the field names with dots between them: "company.country".');
    return void 0;
  }
  if (parts.length > limits.depth || parts.some((part) => part.length > limits.name)) {
    issues.report(
      "tooMuch",
      place2,
      `A path of more than ${limits.depth} fields, or a field name of more than ${limits.name} characters.`,
      "Use a shorter path."
    );
    return void 0;
  }
  const reserved = parts.find(isReserved);
  if (reserved !== void 0) {
    issues.report(
      "reservedName",
      place2,
      `\`${reserved}\` is a word of the plan language, not a field.`,
      "A field of that name has to be renamed."
    );
    return void 0;
  }
  return parts;
}
var init_parsePath = __esm({
  "src/condition/parsePath.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_read();
    init_words();
  }
});

// src/rep.ts
var repFields;
var init_rep = __esm({
  "src/rep.ts"() {
    "use strict";
    repFields = { active: "active", capacity: "capacity", manager: "manager", backup: "backup" };
  }
});

// src/plan/checkBy.ts
function checkBy(value, place2, names, issues) {
  if (isObject(value)) {
    checkKnownFields(value, ["weighted"], place2, "`by`", issues);
    const field = fieldOf(value, "weighted");
    if (field === void 0)
      missingField(
        [...place2, "weighted"],
        "`by` does not say what the weight is.",
        `Write { "weighted": "quota" }: the rep's field that holds the weight.`,
        issues
      );
    else parsePath(field, "wrongType", [...place2, "weighted"], issues);
    return;
  }
  if (typeof value !== "string") {
    issues.report(
      "wrongType",
      place2,
      `\`by\` is ${brief(value)}.`,
      'Write "roundRobin", "leastLoaded", { "weighted": "field" }, or the name of a strategy of yours.'
    );
    return;
  }
  if (value === "roundRobin" || value === "leastLoaded" || names.strategies.has(nfc(value))) return;
  const remedy = value === "weighted" ? `Write { "weighted": "quota" }: the rep's field that holds the weight.` : didYouMean(
    value,
    ["roundRobin", "leastLoaded", ...names.strategies],
    'Use "roundRobin", "leastLoaded" or { "weighted": "field" }, or add it to the plan\'s `strategies`.'
  );
  issues.report("unknownStrategy", place2, `There is no strategy ${brief(value)}.`, remedy);
}
var strategyNames;
var init_checkBy = __esm({
  "src/plan/checkBy.ts"() {
    "use strict";
    init_issueList();
    init_parsePath();
    init_read();
    init_check();
    strategyNames = ["roundRobin", "leastLoaded", "weighted"];
  }
});

// src/plan/checkLists.ts
function checkLists(value, issues) {
  const names = /* @__PURE__ */ new Set();
  const lists = value === void 0 ? void 0 : checkObject(value, ["lists"], "`lists`", issues);
  for (const [key, entries] of Object.entries(lists ?? {})) {
    const place2 = ["lists", key];
    const name = checkName(key, place2, "The name of the list", issues);
    if (name !== void 0) checkUnique(name, names, place2, "The list", issues);
    checkList(entries, limits.entries, place2, `The list ${brief(key)}`, issues)?.forEach((entry, index) => {
      if (typeof entry !== "string")
        issues.report("wrongType", [...place2, index], `The list ${brief(key)} holds ${brief(entry)}, not a text.`, "Lists hold texts only.");
    });
  }
  return names;
}
var init_checkLists = __esm({
  "src/plan/checkLists.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_check();
  }
});

// src/condition/parseJoin.ts
function parseJoin(value, spot, { issues, target }) {
  if (!target) {
    issues.report(
      "misplaced",
      spot.place,
      "`same` stands outside of a rule's `to`.",
      "Joins compare a rep with the lead; a condition on the lead cannot use them."
    );
    return failed;
  }
  const lead = parsePath(value.same, "badOperand", spot.place, issues);
  const orElse = Object.hasOwn(value, "orElse") ? value.orElse : void 0;
  const place2 = [...spot.place.slice(0, -1), "orElse"];
  if (orElse !== void 0 && orElse !== "manager" && orElse !== "backup") {
    issues.report("badOperand", place2, `\`orElse\` is ${brief(orElse)}.`, 'Write "manager" or "backup".');
    return failed;
  }
  if (orElse !== void 0 && (spot.field.length !== 1 || spot.field[0] !== "id")) {
    issues.report(
      "misplaced",
      place2,
      `\`orElse\` stands at ${spot.field.join(".")}.`,
      `It belongs to the rep's id only: { "id": { "same": "account.owner", "orElse": "manager" } }.`
    );
    return failed;
  }
  if (lead === void 0) return failed;
  return Object.freeze({
    kind: "join",
    path: Object.freeze(spot.field),
    lead: Object.freeze(lead),
    ...orElse === void 0 ? {} : { orElse },
    negated: spot.negated
  });
}
var failed;
var init_parseJoin = __esm({
  "src/condition/parseJoin.ts"() {
    "use strict";
    init_issueList();
    init_parsePath();
    failed = Object.freeze({ kind: "always" });
  }
});

// src/condition/operator/operand.ts
function needsScalar(operand) {
  return isScalar(operand) ? void 0 : "needs a text, a number or a boolean";
}
function needsNumber(operand) {
  return typeof operand === "number" && Number.isFinite(operand) ? void 0 : "needs a number";
}
function needsText(operand) {
  return typeof operand === "string" && operand !== "" ? void 0 : "needs a text that is not empty";
}
function needsList(operand) {
  if (!Array.isArray(operand) || operand.length === 0) return "needs a list of texts, numbers or booleans";
  const kind = typeof operand[0];
  if (!operand.every(isScalar)) return "needs a list of texts, numbers or booleans only";
  return operand.every((element) => typeof element === kind) ? void 0 : "needs a list of one type, not texts and numbers mixed";
}
function hasTypeOf(value, operand) {
  return typeof value === typeof (Array.isArray(operand) ? operand[0] : operand) && !(typeof value === "number" && Number.isNaN(value));
}
function isText(value) {
  return typeof value === "string";
}
function isNumber(value) {
  return typeof value === "number" && !Number.isNaN(value);
}
function isAmong(value, operand) {
  const list = operand;
  const scalar = typeof value === "string" ? nfc(value) : value;
  if (list.length <= searched || !Object.isFrozen(list)) return list.includes(scalar);
  let set = hashed.get(list);
  if (set === void 0) {
    set = new Set(list);
    hashed.set(list, set);
  }
  return set.has(scalar);
}
function wordsOf(operand) {
  if (Array.isArray(operand)) return operand.map(wordsOf).join(", ");
  if (typeof operand !== "string") return String(operand);
  return /^\p{L}[\p{L}\p{N}_.@/ -]*$/u.test(operand) && !misleading.has(operand.toLowerCase()) && !operand.endsWith(" ") ? operand : JSON.stringify(operand);
}
var searched, hashed, misleading;
var init_operand = __esm({
  "src/condition/operator/operand.ts"() {
    "use strict";
    init_read();
    searched = 16;
    hashed = /* @__PURE__ */ new WeakMap();
    misleading = /* @__PURE__ */ new Set(["true", "false", "null", "and", "or", "not"]);
  }
});

// src/condition/operator/operator.ts
function byElement(understands, satisfies2) {
  return (value, operand, lists) => {
    if (isMissing(value)) return "missing";
    if (!Array.isArray(value)) {
      if (!understands(value, operand)) return "mistyped";
      return satisfies2(value, operand, lists) ? "yes" : "no";
    }
    let understood = false;
    for (let index = 0; index < value.length; index += 1) {
      const element = value[index];
      if (!understands(element, operand)) continue;
      if (satisfies2(element, operand, lists)) return "yes";
      understood = true;
    }
    if (understood) return "no";
    return value.length === 0 ? "missing" : "mistyped";
  };
}
function byList(understands, satisfies2) {
  return (value, operand) => {
    if (isMissing(value)) return "missing";
    if (!Array.isArray(value)) return "mistyped";
    if (value.length === 0) return "missing";
    for (let index = 0; index < value.length; index += 1) {
      if (understands(value[index], operand)) return satisfies2(value, operand) ? "yes" : "no";
    }
    return "mistyped";
  };
}
var init_operator = __esm({
  "src/condition/operator/operator.ts"() {
    "use strict";
    init_read();
  }
});

// src/condition/operator/contains.ts
var contains;
var init_contains = __esm({
  "src/condition/operator/contains.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    contains = {
      name: "contains",
      takesList: false,
      problem: needsText,
      answer: byElement(isText, (element, operand) => nfc(element).includes(operand)),
      words: (operand, negated) => `${negated ? "does not contain" : "contains"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/endsWith.ts
var endsWith;
var init_endsWith = __esm({
  "src/condition/operator/endsWith.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    endsWith = {
      name: "endsWith",
      takesList: false,
      problem: needsText,
      answer: byElement(isText, (element, operand) => nfc(element).endsWith(operand)),
      words: (operand, negated) => `${negated ? "does not end with" : "ends with"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/gt.ts
var gt;
var init_gt = __esm({
  "src/condition/operator/gt.ts"() {
    "use strict";
    init_operand();
    init_operator();
    gt = {
      name: "gt",
      takesList: false,
      problem: needsNumber,
      answer: byElement(isNumber, (element, operand) => element > operand),
      words: (operand, negated) => `is ${negated ? "not " : ""}above ${operand}`
    };
  }
});

// src/condition/operator/gte.ts
var gte;
var init_gte = __esm({
  "src/condition/operator/gte.ts"() {
    "use strict";
    init_operand();
    init_operator();
    gte = {
      name: "gte",
      takesList: false,
      problem: needsNumber,
      answer: byElement(isNumber, (element, operand) => element >= operand),
      words: (operand, negated) => `is ${negated ? "not " : ""}at least ${operand}`
    };
  }
});

// src/condition/operator/has.ts
var has;
var init_has = __esm({
  "src/condition/operator/has.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    has = {
      name: "has",
      takesList: false,
      problem: needsScalar,
      answer: byList(
        hasTypeOf,
        (list, operand) => list.some((element) => hasTypeOf(element, operand) && nfcScalar(element) === operand)
      ),
      words: (operand, negated) => `${negated ? "does not have" : "has"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/hasAll.ts
var hasAll;
var init_hasAll = __esm({
  "src/condition/operator/hasAll.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    hasAll = {
      name: "hasAll",
      takesList: true,
      problem: needsList,
      answer: byList(hasTypeOf, (list, operand) => {
        const wanted = operand;
        const there = /* @__PURE__ */ new Set();
        for (const element of list) if (isScalar(element)) there.add(nfcScalar(element));
        return wanted.every((element) => there.has(element));
      }),
      words: (operand, negated) => `${negated ? "does not have all of" : "has all of"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/hasAny.ts
var hasAny;
var init_hasAny = __esm({
  "src/condition/operator/hasAny.ts"() {
    "use strict";
    init_operand();
    init_operator();
    hasAny = {
      name: "hasAny",
      takesList: true,
      problem: needsList,
      answer: byList(hasTypeOf, (list, operand) => list.some((element) => hasTypeOf(element, operand) && isAmong(element, operand))),
      words: (operand, negated) => `${negated ? "has none of" : "has any of"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/in.ts
var oneOf;
var init_in = __esm({
  "src/condition/operator/in.ts"() {
    "use strict";
    init_operand();
    init_operator();
    oneOf = {
      name: "in",
      takesList: true,
      problem: needsList,
      answer: byElement(hasTypeOf, isAmong),
      words: (operand, negated) => `${negated ? "is none of" : "is one of"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/inList.ts
var inList;
var init_inList = __esm({
  "src/condition/operator/inList.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    inList = {
      name: "inList",
      takesList: false,
      problem: (operand) => needsText(operand) && "needs the name of one of the plan's `lists`",
      answer: byElement(isText, (element, operand, lists) => lists.get(operand)?.has(nfc(element)) ?? false),
      words: (operand, negated) => `is ${negated ? "not " : ""}in the list ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/is.ts
var is;
var init_is = __esm({
  "src/condition/operator/is.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    is = {
      name: "is",
      takesList: false,
      problem: needsScalar,
      answer: byElement(hasTypeOf, (element, operand) => nfcScalar(element) === operand),
      words: (operand, negated) => `${negated ? "is not" : "is"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/known.ts
var known;
var init_known = __esm({
  "src/condition/operator/known.ts"() {
    "use strict";
    init_read();
    known = {
      name: "known",
      takesList: false,
      problem: (operand) => typeof operand === "boolean" ? void 0 : "needs true or false",
      answer(value, operand) {
        const isKnown = !isMissing(value) && !(Array.isArray(value) && value.length === 0);
        return isKnown === operand ? "yes" : "no";
      },
      words: (operand, negated) => operand === true !== negated ? "is known" : "is unknown",
      canonical: (operand) => ({ operator: "known", operand: true, negated: operand === false })
    };
  }
});

// src/condition/operator/lt.ts
var lt;
var init_lt = __esm({
  "src/condition/operator/lt.ts"() {
    "use strict";
    init_operand();
    init_operator();
    lt = {
      name: "lt",
      takesList: false,
      problem: needsNumber,
      answer: byElement(isNumber, (element, operand) => element < operand),
      words: (operand, negated) => `is ${negated ? "not " : ""}below ${operand}`
    };
  }
});

// src/condition/operator/lte.ts
var lte;
var init_lte = __esm({
  "src/condition/operator/lte.ts"() {
    "use strict";
    init_operand();
    init_operator();
    lte = {
      name: "lte",
      takesList: false,
      problem: needsNumber,
      answer: byElement(isNumber, (element, operand) => element <= operand),
      words: (operand, negated) => `is ${negated ? "not " : ""}at most ${operand}`
    };
  }
});

// src/condition/operator/not.ts
var not;
var init_not = __esm({
  "src/condition/operator/not.ts"() {
    "use strict";
    init_in();
    init_is();
    init_operand();
    not = {
      name: "not",
      takesList: true,
      problem: (operand) => Array.isArray(operand) ? needsList(operand) : needsScalar(operand) && "needs a text, a number, a boolean, or a list of them",
      answer(value, operand, lists) {
        const answer = (Array.isArray(operand) ? oneOf : is).answer(value, operand, lists);
        return answer === "yes" ? "no" : answer === "no" ? "yes" : answer;
      },
      words: (operand, negated) => (Array.isArray(operand) ? oneOf : is).words(operand, !negated),
      canonical: (operand) => ({ operator: Array.isArray(operand) ? "in" : "is", operand, negated: true })
    };
  }
});

// src/condition/operator/startsWith.ts
var startsWith;
var init_startsWith = __esm({
  "src/condition/operator/startsWith.ts"() {
    "use strict";
    init_read();
    init_operand();
    init_operator();
    startsWith = {
      name: "startsWith",
      takesList: false,
      problem: needsText,
      answer: byElement(isText, (element, operand) => nfc(element).startsWith(operand)),
      words: (operand, negated) => `${negated ? "does not start with" : "starts with"} ${wordsOf(operand)}`
    };
  }
});

// src/condition/operator/operators.ts
var operators;
var init_operators = __esm({
  "src/condition/operator/operators.ts"() {
    "use strict";
    init_contains();
    init_endsWith();
    init_gt();
    init_gte();
    init_has();
    init_hasAll();
    init_hasAny();
    init_in();
    init_inList();
    init_is();
    init_known();
    init_lt();
    init_lte();
    init_not();
    init_startsWith();
    operators = {
      is,
      not,
      in: oneOf,
      inList,
      known,
      gt,
      gte,
      lt,
      lte,
      startsWith,
      endsWith,
      contains,
      has,
      hasAny,
      hasAll
    };
  }
});

// src/condition/parseTest.ts
function parseTest(name, operand, spot, context) {
  const operator = operators[name];
  const { issues } = context;
  const field = spot.field.join(".");
  if (Array.isArray(operand) && operator.takesList) {
    if (operand.length === 0) {
      issues.report(
        "emptyGroup",
        spot.place,
        `\`${name}\` of ${field} has an empty list.`,
        "Name at least one value, or leave the test out."
      );
      return failed2;
    }
    if (operand.length > limits.operands) {
      issues.report(
        "tooMuch",
        spot.place,
        `\`${name}\` of ${field} has more than ${limits.operands} values.`,
        "Put them into a named list and use `inList`."
      );
      return failed2;
    }
  }
  const problem = operator.problem(operand);
  if (problem !== void 0) {
    const remedy = holdsNull(operand) ? 'To ask for absence, write { "known": false }.' : `${field} got ${brief(operand)}.`;
    issues.report("badOperand", spot.place, `\`${name}\` ${problem}.`, remedy);
    return failed2;
  }
  const normal = normalised(operand);
  const {
    operator: canonicalName,
    operand: canonical,
    negated
  } = operator.canonical?.(normal) ?? { operator: name, operand: normal, negated: false };
  checkNames(canonicalName, canonical, spot, context);
  return Object.freeze({
    kind: "test",
    path: Object.freeze(spot.field),
    operator: canonicalName,
    operand: canonical,
    negated: negated !== spot.negated
  });
}
function normalised(operand) {
  return Array.isArray(operand) ? Object.freeze(operand.map(nfcScalar)) : nfcScalar(operand);
}
function holdsNull(operand) {
  return operand === null || Array.isArray(operand) && operand.includes(null);
}
function checkNames(name, operand, spot, { issues, lists, closed }) {
  if (name === "inList" && !lists.has(operand)) {
    issues.report(
      "unknownList",
      spot.place,
      `There is no list ${brief(operand)}.`,
      didYouMean(operand, lists, "Add it to the plan's `lists`.")
    );
  }
  const [label] = spot.field;
  const values = label !== void 0 && spot.field.length === 1 ? closed?.get(label) : void 0;
  if (values === void 0 || name !== "is" && name !== "in") return;
  const asked = Array.isArray(operand) ? operand : [operand];
  asked.forEach((value, index) => {
    if (typeof value === "string" && values.has(nfc(value))) return;
    const place2 = Array.isArray(operand) ? [...spot.place, index] : spot.place;
    issues.report(
      "unknownLabel",
      place2,
      `The segment ${brief(label)} has no value ${brief(value)}.`,
      didYouMean(String(value), values, "Use one of its values, or add it to `segments`.")
    );
  });
}
var failed2;
var init_parseTest = __esm({
  "src/condition/parseTest.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_operators();
    init_read();
    failed2 = Object.freeze({ kind: "always" });
  }
});

// src/condition/parse.ts
function parseCondition(value, context) {
  if (!isObject2(value)) {
    context.issues.report(
      "wrongType",
      context.place,
      `A condition is an object, not ${brief(value)}.`,
      'Write { "field": value }; {} for everything.'
    );
    return always;
  }
  if (Object.keys(value).length === 0) return always;
  return parseObject(value, { place: context.place, field: [], negated: false, depth: 1 }, context);
}
function parseObject(value, spot, context) {
  const { issues } = context;
  const keys = Object.keys(value);
  if (spot.depth > limits.depth) {
    issues.report("tooMuch", spot.place, `A condition nested deeper than ${limits.depth} levels.`, "Split it into segments or rules.");
    return always;
  }
  if (keys.length === 0) {
    issues.report("emptyGroup", spot.place, "An empty condition.", 'To ask whether a field is there, write { "known": true }.');
    return always;
  }
  const operators2 = spot.field.length > 0 && keys.some(isOperatorWord);
  const parts = [];
  for (const key of keys) {
    const inner = { ...spot, place: [...spot.place, key] };
    const operand = value[key];
    if (key === "orElse" && operators2) checkOrElse(value, inner, context);
    else parts.push(operators2 ? parseOperator(key, operand, value, inner, context) : parseEntry(key, operand, inner, context));
  }
  return combine(parts, spot.negated);
}
function checkOrElse(value, { place: place2 }, { issues, target }) {
  if (Object.hasOwn(value, "same")) return;
  issues.report(
    "misplaced",
    place2,
    target ? "`orElse` stands without `same`." : "`orElse` stands outside of a rule's `to`.",
    'It belongs to a join in `to`: { "same": "account.owner", "orElse": "manager" }.'
  );
}
function parseOperator(key, operand, value, spot, context) {
  const { issues } = context;
  if (key === "same") return parseJoin(value, spot, context);
  if (isOperator(key)) return parseTest(key, operand, spot, context);
  const field = spot.field.join(".");
  if (isGroup(key))
    issues.report(
      "misplaced",
      spot.place,
      `The group \`${key}\` stands among operators of ${field}.`,
      "Put the operators into the group, or the group around the field."
    );
  else
    issues.report(
      "unknownOperator",
      spot.place,
      `${brief(key)} is no operator, but stands among operators of ${field}.`,
      didYouMean(key, operatorNames, `Operators are ${operatorNames.join(", ")}.`)
    );
  return always;
}
function parseEntry(key, operand, spot, context) {
  const { issues } = context;
  if (isGroup(key)) return parseGroup(key, operand, spot, context);
  if ((key === "same" || key === "orElse") && !context.target) {
    issues.report(
      "misplaced",
      spot.place,
      `\`${key}\` stands outside of a rule's \`to\`.`,
      "Joins compare a rep with the lead; a condition on the lead cannot use them."
    );
    return always;
  }
  if (isReserved(key)) {
    issues.report(
      "reservedName",
      spot.place,
      `\`${key}\` is a word of the plan language, not a field.`,
      `An operator belongs to a field: { "field": { "${key}": \u2026 } }. A field of that name has to be renamed.`
    );
    return always;
  }
  if (context.target && key === "queue" && spot.field.length === 0) {
    issues.report(
      "misplaced",
      spot.place,
      "`queue` stands among conditions on reps.",
      'A target is either { "queue": "name" } alone or a condition on reps.'
    );
    return always;
  }
  if (key.length > limits.name) {
    issues.report("tooMuch", spot.place, `A field name of more than ${limits.name} characters.`, "Use a shorter name.");
    return always;
  }
  return parseField(operand, { ...spot, field: [...spot.field, key] }, context);
}
function parseField(operand, spot, context) {
  if (Array.isArray(operand)) return parseTest("in", operand, spot, context);
  if (isObject2(operand)) return parseObject(operand, { ...spot, depth: spot.depth + 1 }, context);
  if (operand !== null) return parseTest("is", operand, spot, context);
  context.issues.report(
    "wrongType",
    spot.place,
    `${spot.field.join(".")} is compared with null.`,
    'To ask for absence, write { "known": false }.'
  );
  return always;
}
function parseGroup(name, parts, spot, context) {
  const { issues } = context;
  if (!Array.isArray(parts)) {
    issues.report(
      "wrongType",
      spot.place,
      `\`${name}\` needs a list of conditions, not ${brief(parts)}.`,
      `Write "${name}": [{ \u2026 }, { \u2026 }].`
    );
    return always;
  }
  if (parts.length === 0) {
    issues.report(
      "emptyGroup",
      spot.place,
      `\`${name}\` is empty.`,
      `Leave it out, or name conditions. Groups are ${groupNames.join(", ")}.`
    );
    return always;
  }
  if (parts.length > limits.operands) {
    issues.report(
      "tooMuch",
      spot.place,
      `\`${name}\` has more than ${limits.operands} conditions.`,
      "For long lists of values, use a named list and `inList`."
    );
    return always;
  }
  const negated = spot.negated !== (name === "none");
  const trees = parts.map((part, index) => {
    const place2 = [...spot.place, index];
    if (isObject2(part)) return parseObject(part, { ...spot, place: place2, negated, depth: spot.depth + 1 }, context);
    issues.report(
      "wrongType",
      place2,
      `\`${name}\` holds ${brief(part)} where a condition belongs.`,
      'For a list of values write { "field": [value, value] }.'
    );
    return always;
  });
  return combine(trees, name === "all" ? negated : !negated);
}
function combine(parts, negated) {
  const [only] = parts;
  return only !== void 0 && parts.length === 1 ? only : Object.freeze({ kind: negated ? "any" : "all", of: Object.freeze(parts) });
}
function isObject2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
var always;
var init_parse = __esm({
  "src/condition/parse.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_names();
    init_parseJoin();
    init_parseTest();
    init_words();
    always = Object.freeze({ kind: "always" });
  }
});

// src/time/duration.ts
import { milliseconds } from "date-fns/milliseconds";
function durationMs(parts) {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = parts;
  return milliseconds({ days, hours, minutes, seconds });
}
var durationUnits, longestMs;
var init_duration = __esm({
  "src/time/duration.ts"() {
    "use strict";
    durationUnits = ["days", "hours", "minutes", "seconds"];
    longestMs = 365 * 24 * 36e5;
  }
});

// src/plan/checkDuration.ts
function checkDuration(value, place2, issues) {
  const duration = checkObject(value, place2, "The duration", issues);
  if (duration === void 0) return;
  checkKnownFields(duration, durationUnits, place2, "A duration", issues);
  const parts = {};
  let sound = true;
  for (const unit of durationUnits) {
    const part = fieldOf(duration, unit);
    if (part === void 0) continue;
    if (typeof part === "number" && part >= 0) parts[unit] = part;
    else {
      sound = false;
      issues.report(
        "wrongType",
        [...place2, unit],
        `The ${unit} are ${brief(part)}, not a number of at least 0.`,
        'Write a number, such as "hours": 2.'
      );
    }
  }
  if (!sound || Object.keys(duration).length > Object.keys(parts).length) return;
  const ms = durationMs(parts);
  if (ms > longestMs) issues.report("tooMuch", place2, "The duration is longer than 365 days.", "Use a shorter one.");
  else if (!(ms > 0)) issues.report("emptyGroup", place2, "The duration is nothing.", 'Write how long, such as { "hours": 2 }.');
}
var init_checkDuration = __esm({
  "src/plan/checkDuration.ts"() {
    "use strict";
    init_issueList();
    init_duration();
    init_check();
  }
});

// src/plan/document.ts
var OTHERWISE, HELD;
var init_document = __esm({
  "src/plan/document.ts"() {
    "use strict";
    OTHERWISE = "otherwise";
    HELD = "held";
  }
});

// src/plan/checkRule.ts
function checkRule(value, place2, seen, names, issues) {
  const rule = checkObject(value, place2, "A rule", issues);
  if (rule === void 0) return;
  checkKnownFields(rule, ruleFields, place2, "A rule", issues);
  const given = fieldOf(rule, "name");
  if (given === void 0)
    missingField([...place2, "name"], "The rule has no name.", "Name it: decisions and traces refer to rules by name.", issues);
  else checkRuleName(given, [...place2, "name"], seen, issues);
  const when = fieldOf(rule, "when");
  if (when !== void 0)
    parseCondition(when, { issues, place: [...place2, "when"], target: false, lists: names.lists, closed: names.labels });
  checkAssignment(rule, place2, names, issues);
  const whenNobody = fieldOf(rule, "whenNobody");
  if (whenNobody === void 0 || whenNobody === "next") return;
  if (isObject(whenNobody)) checkWait(whenNobody, [...place2, "whenNobody"], issues);
  else reportWord(whenNobody, ["next"], [...place2, "whenNobody"], 'Write "next" or { "wait": { "hours": 2 } }.', issues);
}
function checkOtherwise(value, names, issues) {
  const place2 = ["otherwise"];
  const otherwise = checkObject(value, place2, "`otherwise`", issues);
  if (otherwise === void 0) return;
  for (const field of ["name", "when"]) {
    if (Object.hasOwn(otherwise, field))
      issues.report(
        "misplaced",
        [...place2, field],
        `\`otherwise\` has a \`${field}\`.`,
        'It takes every lead that no rule took, and is called "otherwise". Make it a rule, or leave the field out.'
      );
  }
  checkKnownFields(otherwise, [...otherwiseFields, "name", "when"], place2, "`otherwise`", issues);
  checkAssignment(otherwise, place2, names, issues);
  const whenNobody = fieldOf(otherwise, "whenNobody");
  if (whenNobody === void 0 || whenNobody === "assign" || whenNobody === "hold") return;
  reportWord(whenNobody, ["assign", "hold"], [...place2, "whenNobody"], 'Write "assign" or "hold".', issues);
}
function checkRuleName(value, place2, seen, issues) {
  const name = checkName(value, place2, "The name of the rule", issues);
  if (name === OTHERWISE)
    issues.report("reservedName", place2, `A rule is named ${brief(OTHERWISE)}.`, "That is the fallback's name; use another.");
  else if (name !== void 0) checkUnique(name, seen, place2, "The rule", issues);
}
function checkAssignment(rule, place2, names, issues) {
  const to = fieldOf(rule, "to");
  if (to === void 0)
    missingField(
      [...place2, "to"],
      "There is no `to`.",
      'Say who gets the lead: "to": { "role": "ae" }, {} for everyone, or { "queue": "name" }.',
      issues
    );
  else if (isQueue(to)) checkQueue(to, rule, place2, issues);
  else parseCondition(to, { issues, place: [...place2, "to"], target: true, lists: names.lists });
  const by = fieldOf(rule, "by");
  if (by !== void 0) checkBy(by, [...place2, "by"], names, issues);
  const rotation = fieldOf(rule, "rotation");
  if (rotation !== void 0) checkName(rotation, [...place2, "rotation"], "The rotation", issues);
  const notify = fieldOf(rule, "notify");
  if (notify !== void 0) checkNotify(notify, [...place2, "notify"], names, issues);
}
function isQueue(to) {
  return isObject(to) && Object.hasOwn(to, "queue") && Object.keys(to).length === 1;
}
function checkQueue(to, rule, place2, issues) {
  const name = checkName(to.queue, [...place2, "to", "queue"], "The queue", issues);
  if (name === HELD)
    issues.report(
      "reservedName",
      [...place2, "to", "queue"],
      `The queue ${brief(HELD)} is fairlead's own.`,
      "It holds leads that wait for somebody to be there; use another name."
    );
  for (const field of ["by", "rotation", "whenNobody"]) {
    if (Object.hasOwn(rule, field))
      issues.report(
        "misplaced",
        [...place2, field],
        `\`${field}\` stands beside a queue.`,
        "Reps pull from queues; nobody is picked. Leave it out."
      );
  }
}
function checkNotify(value, place2, names, issues) {
  const seen = /* @__PURE__ */ new Set();
  checkList(value, limits.operands, place2, "`notify`", issues)?.forEach((entry, index) => {
    const channel = checkName(entry, [...place2, index], "The channel", issues);
    if (channel === void 0) return;
    checkUnique(channel, seen, [...place2, index], "The channel", issues);
    if (names.channels.has(channel)) return;
    issues.report(
      "unknownChannel",
      [...place2, index],
      `There is no channel ${brief(entry)}.`,
      didYouMean(channel, names.channels, "Add it to the plan's `channels`.")
    );
  });
}
function checkWait(value, place2, issues) {
  checkKnownFields(value, ["wait"], place2, "`whenNobody`", issues);
  const wait = fieldOf(value, "wait");
  if (wait === void 0)
    missingField([...place2, "wait"], "`whenNobody` does not say how long to wait.", 'Write { "wait": { "hours": 2 } }.', issues);
  else checkDuration(wait, [...place2, "wait"], issues);
}
function reportWord(value, known2, place2, hint, issues) {
  issues.report("wrongType", place2, `\`whenNobody\` is ${brief(value)}.`, typeof value === "string" ? didYouMean(value, known2, hint) : hint);
}
var ruleFields, otherwiseFields;
var init_checkRule = __esm({
  "src/plan/checkRule.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_parse();
    init_check();
    init_checkBy();
    init_checkDuration();
    init_document();
    ruleFields = ["name", "when", "to", "by", "rotation", "whenNobody", "notify"];
    otherwiseFields = ["to", "by", "rotation", "whenNobody", "notify"];
  }
});

// src/plan/checkSegments.ts
function checkSegmentNames(value, issues) {
  const labels = /* @__PURE__ */ new Map();
  const segments = value === void 0 ? void 0 : checkObject(value, ["segments"], "`segments`", issues);
  for (const [label, values] of Object.entries(segments ?? {})) {
    const place2 = ["segments", label];
    checkName(label, place2, "The label", issues);
    if (isReserved(label) || label === "account" || label === "queue") {
      issues.report("reservedName", place2, `The label ${brief(label)} has a meaning of its own.`, "Use another name.");
    }
    const conditions = checkObject(values, place2, `The segment ${brief(label)}`, issues);
    if (conditions === void 0) continue;
    const seen = /* @__PURE__ */ new Set();
    for (const name of Object.keys(conditions)) {
      const checked = checkName(name, [...place2, name], `The value of ${brief(label)}`, issues);
      if (checked === void 0) continue;
      checkUnique(checked, seen, [...place2, name], "The value", issues);
      if (isArrayIndex(name)) {
        issues.report(
          "reservedName",
          [...place2, name],
          `The value ${brief(name)} is a whole number: JSON objects would change its order among the values.`,
          'Use another name, such as "zone 1".'
        );
      }
    }
    if (Object.keys(conditions).length === 0)
      issues.report(
        "emptyGroup",
        place2,
        `The segment ${brief(label)} has no values.`,
        "Name at least one value with its condition, or leave it out."
      );
    labels.set(label, seen);
  }
  return labels;
}
function checkSegmentConditions(value, names, issues) {
  if (!isObject(value)) return;
  for (const [label, values] of Object.entries(value)) {
    if (!isObject(values)) continue;
    for (const [name, condition] of Object.entries(values)) {
      parseCondition(condition, { issues, place: ["segments", label, name], target: false, lists: names.lists });
    }
  }
}
function isArrayIndex(key) {
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && index < 2 ** 32 - 1 && String(index) === key;
}
var init_checkSegments = __esm({
  "src/plan/checkSegments.ts"() {
    "use strict";
    init_issueList();
    init_parse();
    init_words();
    init_check();
  }
});

// src/plan/checkPlan.ts
function checkPlan(value) {
  const copy = copyJson(value, jsonLimits.document);
  if (copy.value === void 0) return { issues: copy.issues };
  const issues = issueList();
  checkDocument(copy.value, issues);
  const all = [...copy.issues, ...issues.issues.filter((issue2) => !copy.issues.some((earlier) => followsFrom(issue2, earlier)))];
  if (all.length > 0) return { issues: all };
  const { $schema: _, ...plan2 } = copy.value;
  return { plan: deepFreeze(plan2) };
}
function followsFrom(issue2, earlier) {
  const shared = Math.min(issue2.path.length, earlier.path.length);
  for (let index = 0; index < shared; index += 1) if (issue2.path[index] !== earlier.path[index]) return false;
  return issue2.path.length >= earlier.path.length || issue2.code === "badOperand" || issue2.code === "emptyGroup";
}
function checkDocument(value, issues) {
  const plan2 = checkObject(value, [], "The plan", issues);
  if (plan2 === void 0) return;
  checkKnownFields(plan2, planFields, [], "A plan", issues);
  checkVersion(plan2, issues);
  checkPlanName(plan2, issues);
  checkKey(fieldOf(plan2, "key"), issues);
  checkRepFields(fieldOf(plan2, "repFields"), issues);
  const names = {
    lists: checkLists(fieldOf(plan2, "lists"), issues),
    channels: namesOf(plan2, "channels", "channel", issues),
    strategies: checkStrategies(plan2, issues),
    labels: checkSegmentNames(fieldOf(plan2, "segments"), issues)
  };
  checkSegmentConditions(fieldOf(plan2, "segments"), names, issues);
  checkRules(fieldOf(plan2, "rules"), names, issues);
  const otherwise = fieldOf(plan2, "otherwise");
  if (otherwise === void 0)
    missingField(["otherwise"], "The plan has no `otherwise`.", 'Say who gets every other lead: "otherwise": { "to": {} }.', issues);
  else checkOtherwise(otherwise, names, issues);
}
function checkVersion(plan2, issues) {
  const version = fieldOf(plan2, "fairlead");
  if (version === 1) return;
  if (version === void 0) missingField(["fairlead"], "The plan does not say its version.", 'Write "fairlead": 1.', issues);
  else if (typeof version !== "number")
    issues.report("wrongType", ["fairlead"], `The version is ${brief(version)}, not a number.`, 'Write "fairlead": 1.');
  else
    issues.report(
      "unsupportedVersion",
      ["fairlead"],
      `The plan has version ${version}; this is version 1.`,
      "Use the fairlead that wrote it, or rewrite the plan for version 1."
    );
}
function checkPlanName(plan2, issues) {
  const name = fieldOf(plan2, "name");
  if (name === void 0) missingField(["name"], "The plan has no name.", 'Write "name": "inbound"; it shows in every decision.', issues);
  else checkName(name, ["name"], "The name of the plan", issues);
}
function checkKey(key, issues) {
  if (key === void 0) return;
  if (!Array.isArray(key)) {
    parsePath(key, "wrongType", ["key"], issues);
    return;
  }
  if (key.length === 0)
    issues.report(
      "emptyGroup",
      ["key"],
      "The list of key fields is empty.",
      'Name the field that identifies a lead, or leave `key` out for "id".'
    );
  const seen = /* @__PURE__ */ new Set();
  checkList(key, limits.depth, ["key"], "The key", issues)?.forEach((path, index) => {
    if (parsePath(path, "wrongType", ["key", index], issues) !== void 0)
      checkUnique(path, seen, ["key", index], "The key field", issues);
  });
}
function checkRepFields(value, issues) {
  if (value === void 0) return;
  const fields = checkObject(value, ["repFields"], "`repFields`", issues);
  if (fields === void 0) return;
  checkKnownFields(fields, Object.keys(repFields), ["repFields"], "`repFields`", issues);
  const seen = /* @__PURE__ */ new Set();
  for (const field of Object.keys(repFields)) {
    const given = fieldOf(fields, field);
    const name = given === void 0 ? void 0 : checkName(given, ["repFields", field], "The field", issues);
    if (name === "id")
      issues.report("reservedName", ["repFields", field], "The field `id` is the rep's id.", "Name the field that holds it.");
    else if (name !== void 0) checkUnique(name, seen, ["repFields", field], "The field", issues);
  }
}
function namesOf(plan2, field, what, issues) {
  const value = fieldOf(plan2, field);
  return value === void 0 ? /* @__PURE__ */ new Set() : checkNameList(value, [field], what, issues);
}
function checkStrategies(plan2, issues) {
  const names = namesOf(plan2, "strategies", "strategy", issues);
  const given = fieldOf(plan2, "strategies");
  if (Array.isArray(given)) {
    given.forEach((name, index) => {
      if (strategyNames.includes(name))
        issues.report(
          "reservedName",
          ["strategies", index],
          `${brief(name)} is a strategy of fairlead itself.`,
          "Register yours under another name."
        );
    });
  }
  return names;
}
function checkRules(value, names, issues) {
  if (value === void 0) {
    missingField(["rules"], "The plan has no rules.", 'Write "rules": [ \u2026 ]; [] where `otherwise` is all there is.', issues);
    return;
  }
  const seen = /* @__PURE__ */ new Set();
  checkList(value, limits.rules, ["rules"], "The list of rules", issues)?.forEach((rule, index) => {
    checkRule(rule, ["rules", index], seen, names, issues);
  });
}
var planFields;
var init_checkPlan = __esm({
  "src/plan/checkPlan.ts"() {
    "use strict";
    init_issueList();
    init_limits();
    init_parsePath();
    init_json();
    init_rep();
    init_check();
    init_checkBy();
    init_checkLists();
    init_checkRule();
    init_checkSegments();
    planFields = [
      "fairlead",
      "name",
      "key",
      "segments",
      "lists",
      "channels",
      "strategies",
      "repFields",
      "rules",
      "otherwise",
      "$schema"
    ];
  }
});

// src/plan/routingParts.ts
function withParts(document, parts) {
  const known2 = parts;
  const merged = { ...known2, ...document };
  for (const part of entryParts) {
    const [theirs, ours] = [fieldOf(document, part), fieldOf(known2, part)];
    if (isObject(theirs) && isObject(ours)) merged[part] = { ...ours, ...theirs };
  }
  const rest = Object.keys(merged).filter((field) => !fieldOrder.includes(field));
  return Object.fromEntries(
    [...fieldOrder, ...rest].filter((field) => Object.hasOwn(merged, field)).map((field) => [field, merged[field]])
  );
}
function contradictions(plan2, parts) {
  return [
    ...differ(parts.key, plan2.key, keyText) ? [contradiction("misplaced", ["key"], "The key of a lead is another one than the routing's.")] : [],
    ...differingEntries("segments", "duplicateName", parts.segments, plan2.segments, segmentText),
    ...differingEntries("lists", "duplicateName", parts.lists, plan2.lists, listText),
    ...unknownNames("channels", "unknownChannel", parts.channels, plan2.channels),
    ...unknownNames("strategies", "unknownStrategy", parts.strategies, plan2.strategies),
    ...differingEntries("repFields", "misplaced", parts.repFields, plan2.repFields, canonicalJson)
  ];
}
function differingEntries(part, code, ours, theirs, text2) {
  return Object.keys(ours ?? {}).filter((name) => differ(ours?.[name], theirs?.[name], text2)).map((name) => contradiction(code, [part, name], `${JSON.stringify(name)} of \`${part}\` means something else in the routing.`));
}
function unknownNames(part, code, ours, theirs) {
  if (ours === void 0) return [];
  return (theirs ?? []).flatMap(
    (name, index) => ours.includes(name) ? [] : [contradiction(code, [part, index], `The routing has no ${JSON.stringify(name)} among its ${part}.`)]
  );
}
function contradiction(code, path, message) {
  return { code, path, message, hint: "Leave it out to use what the routing says, or change `defineRouting`." };
}
function differ(ours, theirs, text2) {
  return ours !== void 0 && ours !== theirs && (theirs === void 0 || text2(ours) !== text2(theirs));
}
function keyText(key) {
  return JSON.stringify(typeof key === "string" ? [key] : key);
}
function segmentText(values) {
  return canonicalJson(Object.entries(values));
}
function listText(entries) {
  return JSON.stringify([...new Set(entries)].sort());
}
var entryParts, fieldOrder;
var init_routingParts = __esm({
  "src/plan/routingParts.ts"() {
    "use strict";
    init_json();
    init_check();
    entryParts = ["segments", "lists", "repFields"];
    fieldOrder = ["fairlead", "name", "key", "segments", "lists", "channels", "strategies", "repFields", "rules", "otherwise"];
  }
});

// src/plan/standardSchema.ts
function isStandardSchema(value) {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return false;
  const props = value["~standard"];
  return typeof props === "object" && props !== null && props.version === 1 && typeof props.validate === "function";
}
var init_standardSchema = __esm({
  "src/plan/standardSchema.ts"() {
    "use strict";
  }
});

// src/plan/defineRouting.ts
function defineRouting(config) {
  const schemas = schemasIn(config);
  const parts = partsIn(config);
  const check = (value) => {
    const checked = checkAgainst(parts, value);
    return "issues" in checked ? checked : { plan: withSchemas(checked.plan, schemas) };
  };
  return Object.freeze({
    check,
    plan: (document) => {
      const checked = check({ fairlead: 1, ...document });
      if ("issues" in checked) throw new RoutingError("badPlan", { issues: checked.issues });
      return checked.plan;
    }
  });
}
function schemasIn({ lead, rep }) {
  const issues = Object.entries({ lead, rep }).flatMap(
    ([field, shape]) => isStandardSchema(shape) || isTypeOnly(shape) ? [] : [badShape(field)]
  );
  if (issues.length > 0) throw new RoutingError("badPlan", { issues });
  return Object.freeze({ ...isStandardSchema(lead) ? { lead } : {}, ...isStandardSchema(rep) ? { rep } : {} });
}
function isTypeOnly(shape) {
  return typeof shape === "object" && shape !== null && Object.hasOwn(shape, "~typeOnly");
}
function badShape(field) {
  return {
    code: "wrongType",
    message: `\`${field}\` is neither a Standard Schema nor a mere type.`,
    path: [field],
    hint: "Pass a schema of zod, valibot, arktype or another library of the standard, or `type<YourType>()`."
  };
}
function partsIn({
  key,
  segments,
  lists,
  channels,
  strategies,
  repFields: repFields2
}) {
  const given = { key, segments, lists, channels, strategies, repFields: repFields2 };
  const checked = checkPlan({ fairlead: 1, name: "routing", ...given, rules: [], otherwise: { to: {} } });
  if ("issues" in checked) throw new RoutingError("badPlan", { issues: checked.issues });
  const { fairlead: _fairlead, name: _name, rules: _rules, otherwise: _otherwise, ...parts } = checked.plan;
  return parts;
}
function checkAgainst(parts, value) {
  const document = toJson(value, jsonLimits.document);
  const checked = checkPlan("value" in document && isObject(document.value) ? withParts(document.value, parts) : value);
  if ("issues" in checked) return checked;
  const issues = contradictions(checked.plan, parts);
  return issues.length > 0 ? { issues } : checked;
}
function withSchemas(plan2, schemas) {
  return Object.freeze(Object.defineProperty({ ...plan2 }, "~schemas", { value: schemas }));
}
var init_defineRouting = __esm({
  "src/plan/defineRouting.ts"() {
    "use strict";
    init_errors();
    init_json();
    init_check();
    init_checkPlan();
    init_routingParts();
    init_standardSchema();
  }
});

// src/plan/shorthand.ts
function accountOwner(options = {}) {
  return { id: { same: "account.owner", ...options.orElse === void 0 ? {} : { orElse: options.orElse } } };
}
function territory(field) {
  return { [field]: { same: field } };
}
function roundRobin() {
  return "roundRobin";
}
function leastLoaded() {
  return "leastLoaded";
}
function weighted(field) {
  return { weighted: field };
}
function type() {
  return { "~typeOnly": true };
}
var init_shorthand = __esm({
  "src/plan/shorthand.ts"() {
    "use strict";
  }
});

// src/condition/answer.ts
function answerOf(leaf, subject, context) {
  const value = readPath(subject, leaf.path);
  if (leaf.kind === "test") return operators[leaf.operator].answer(value, leaf.operand, context.lists);
  return answerJoin(value, context.lead === void 0 ? void 0 : readPath(context.lead, leaf.lead));
}
function satisfies(answer, negated) {
  return answer === (negated ? "no" : "yes");
}
function answerJoin(ours, theirs) {
  if (isMissing(ours) || isMissing(theirs)) return "missing";
  if (isScalar(ours) && isScalar(theirs)) return nfcScalar(ours) === nfcScalar(theirs) ? "yes" : "no";
  const values = new Set(scalarsOf(theirs));
  const own2 = scalarsOf(ours);
  if (values.size === 0 || own2.length === 0) return isEmptyList(ours) || isEmptyList(theirs) ? "missing" : "mistyped";
  return own2.some((value) => values.has(value)) ? "yes" : "no";
}
function scalarsOf(value) {
  const values = Array.isArray(value) ? value : [value];
  return values.filter(isScalar).map(nfcScalar);
}
function isEmptyList(value) {
  return Array.isArray(value) && value.length === 0;
}
var init_answer = __esm({
  "src/condition/answer.ts"() {
    "use strict";
    init_operators();
    init_read();
  }
});

// src/condition/interpret.ts
function holds(tree, subject, context) {
  switch (tree.kind) {
    case "always":
      return true;
    case "all":
      for (let index = 0; index < tree.of.length; index += 1) if (!holds(tree.of[index], subject, context)) return false;
      return true;
    case "any":
      for (let index = 0; index < tree.of.length; index += 1) if (holds(tree.of[index], subject, context)) return true;
      return false;
    default:
      return satisfies(answerOf(tree, subject, context), tree.negated);
  }
}
var init_interpret = __esm({
  "src/condition/interpret.ts"() {
    "use strict";
    init_answer();
  }
});

// src/digest.ts
import { createHash } from "node:crypto";
function digestOf(text2) {
  return createHash("sha256").update(text2, "utf8").digest("hex");
}
var init_digest = __esm({
  "src/digest.ts"() {
    "use strict";
  }
});

// src/decide/roster.ts
function compileRoster(reps, fields) {
  return {
    reps,
    byId: new Map(reps.map((rep) => [rep.id, rep])),
    digest: digestOf(canonicalJson(reps)),
    fields
  };
}
function isActive(rep, fields) {
  return !(Object.hasOwn(rep, fields.active) && rep[fields.active] === false);
}
function ownLimit(rep, fields) {
  const limit = Object.hasOwn(rep, fields.capacity) ? rep[fields.capacity] : void 0;
  return typeof limit === "number" ? limit : void 0;
}
function standIn(roster2, id, by) {
  const field = roster2.fields[by];
  const seen = /* @__PURE__ */ new Set();
  let rep = roster2.byId.get(id);
  while (rep !== void 0 && !isActive(rep, roster2.fields)) {
    if (seen.has(rep.id)) return void 0;
    seen.add(rep.id);
    const next = Object.hasOwn(rep, field) ? rep[field] : void 0;
    rep = typeof next === "string" ? roster2.byId.get(next) : void 0;
  }
  return rep;
}
var init_roster = __esm({
  "src/decide/roster.ts"() {
    "use strict";
    init_json();
    init_digest();
  }
});

// src/decide/checkFallback.ts
function checkFallback({ otherwise, lists }, reps, fields) {
  if (otherwise.to.kind === "queue") return [];
  const { tree } = otherwise.to;
  if (dependsOnLead(tree) || reps.some((rep) => isActive(rep, fields) && holds(tree, rep, { lists }))) return [];
  return [
    {
      code: "fallbackEmpty",
      message: "`otherwise` selects no active rep of the roster: leads that match no rule would belong to nobody.",
      path: ["otherwise", "to"],
      hint: "Let it select somebody who is there for good (`{}` is everyone), or send it to a queue."
    }
  ];
}
function dependsOnLead(tree) {
  return tree.kind === "join" || (tree.kind === "all" || tree.kind === "any") && tree.of.some(dependsOnLead);
}
var init_checkFallback = __esm({
  "src/decide/checkFallback.ts"() {
    "use strict";
    init_interpret();
    init_roster();
  }
});

// src/decide/select.ts
function createSelect(plan2, roster2) {
  const prepared = /* @__PURE__ */ new Map();
  return (rule, view) => {
    if (rule.to.kind === "queue") return [];
    let select = prepared.get(rule);
    if (select === void 0) {
      select = prepare(rule.to.tree, plan2, roster2);
      prepared.set(rule, select);
    }
    return select(view);
  };
}
function prepare(tree, plan2, roster2) {
  const parts = tree.kind === "all" ? tree.of : [tree];
  const always2 = parts.filter((part) => !dependsOnLead(part));
  const joined = parts.filter(dependsOnLead);
  const context = { lists: plan2.lists };
  const pool = roster2.reps.filter((rep) => always2.every((part) => holds(part, rep, context)));
  if (joined.length === 0) return () => pool;
  const lookUp = joined.find((part) => part.kind === "join" && !part.negated && part.orElse === void 0);
  const rest = joined.filter((part) => part !== lookUp);
  const index = lookUp === void 0 ? void 0 : indexBy(pool, lookUp.path);
  return (view) => {
    const candidates = lookUp === void 0 || index === void 0 ? pool : inPool(pool, index, elements(readPath(view, lookUp.lead)));
    if (rest.length === 0 || candidates.length === 0) return candidates;
    const settled = rest.map((part) => settleStandIns(part, view, roster2));
    return candidates.filter((rep) => settled.every((part) => holds(part, rep, { ...context, lead: view })));
  };
}
function settleStandIns(tree, view, roster2) {
  if (tree.kind === "all" || tree.kind === "any") return { kind: tree.kind, of: tree.of.map((part) => settleStandIns(part, view, roster2)) };
  if (tree.kind !== "join" || tree.orElse === void 0) return tree;
  const { orElse, path, negated } = tree;
  const ids = elements(readPath(view, tree.lead)).map((value) => typeof value === "string" ? standIn(roster2, value, orElse)?.id : void 0).filter((id) => id !== void 0);
  return ids.length === 0 ? { kind: "any", of: [] } : { kind: "test", path, operator: "in", operand: ids, negated };
}
function indexBy(pool, path) {
  const index = /* @__PURE__ */ new Map();
  pool.forEach((rep, position) => {
    for (const value of new Set(elements(readPath(rep, path)))) {
      const positions = index.get(value);
      if (positions === void 0) index.set(value, [position]);
      else positions.push(position);
    }
  });
  return index;
}
function inPool(pool, index, values) {
  const [only, ...others] = values.map((value) => index.get(value) ?? []);
  if (only === void 0) return [];
  const positions = others.length === 0 ? only : [...new Set([only, ...others].flat())].sort((one2, two) => one2 - two);
  return positions.map((position) => pool[position]);
}
function elements(value) {
  const values = Array.isArray(value) ? value : value === void 0 ? [] : [value];
  return values.flatMap((one2) => typeof one2 === "string" ? [one2.normalize("NFC")] : typeof one2 === "number" || typeof one2 === "boolean" ? [one2] : []);
}
var init_select = __esm({
  "src/decide/select.ts"() {
    "use strict";
    init_interpret();
    init_read();
    init_checkFallback();
    init_roster();
  }
});

// src/plan/types.ts
function schemasOf(plan2) {
  return (Object.hasOwn(plan2, "~schemas") ? plan2["~schemas"] : void 0) ?? {};
}
var init_types = __esm({
  "src/plan/types.ts"() {
    "use strict";
  }
});

// src/plan/compilePlan.ts
function compilePlan(plan2) {
  const issues = issueList();
  const lists = new Map(Object.entries(plan2.lists ?? {}).map(([name, entries]) => [nfc(name), new Set(entries.map(nfc))]));
  const parsing = { issues, lists: new Set(lists.keys()) };
  const compiled = {
    plan: plan2,
    digest: digestOfPlan(plan2),
    keyPaths: [plan2.key ?? "id"].flat().map(pathOf),
    repFields: { ...repFields, ...plan2.repFields },
    lists,
    segments: Object.entries(plan2.segments ?? {}).map(([label, values]) => ({
      label,
      values: Object.entries(values).map(([value, condition]) => ({
        value,
        tree: parse(condition, ["segments", label, value], false, parsing)
      }))
    })),
    rules: plan2.rules.map((rule, index) => compileRule(rule, index, parsing)),
    otherwise: compileOtherwise(plan2.otherwise, parsing)
  };
  if (issues.issues.length > 0) throw new RoutingError("badPlan", { issues: issues.issues });
  return compiled;
}
function parse(condition, place2, target, parsing) {
  const context = { ...parsing, place: place2, target };
  return parseCondition(condition, context);
}
function compileRule(rule, index, parsing) {
  const { name, when, whenNobody } = rule;
  const place2 = ["rules", index];
  return {
    name,
    when: when === void 0 ? always : parse(when, [...place2, "when"], false, parsing),
    ...compileAssignment(rule, name, place2, parsing),
    ...typeof whenNobody === "object" ? { waitMs: durationMs(whenNobody.wait) } : {},
    hold: false,
    isOtherwise: false
  };
}
function compileOtherwise(otherwise, parsing) {
  return {
    name: OTHERWISE,
    when: always,
    ...compileAssignment(otherwise, OTHERWISE, [OTHERWISE], parsing),
    hold: otherwise.whenNobody === "hold",
    isOtherwise: true
  };
}
function compileAssignment({ to, by, rotation, notify }, name, place2, parsing) {
  const target = to;
  return {
    to: isQueue(target) ? { kind: "queue", queue: target.queue } : { kind: "reps", tree: parse(target, [...place2, "to"], true, parsing) },
    by: compileBy(by ?? "roundRobin"),
    rotation: rotation ?? name,
    notify: notify ?? []
  };
}
function compileBy(by) {
  if (typeof by === "object") return { kind: "weighted", field: pathOf(by.weighted) };
  if (by === "roundRobin") return { kind: "roundRobin" };
  return by === "leastLoaded" ? { kind: "leastLoaded" } : { kind: "host", name: by };
}
function pathOf(text2) {
  return splitPath(text2) ?? [text2];
}
function digestOfPlan(plan2) {
  const segments = Object.entries(plan2.segments ?? {}).map(([label, values]) => [label, Object.entries(values)]);
  return digestOf(canonicalJson({ ...plan2, segments: Object.fromEntries(segments) }));
}
var init_compilePlan = __esm({
  "src/plan/compilePlan.ts"() {
    "use strict";
    init_issueList();
    init_parse();
    init_read();
    init_digest();
    init_errors();
    init_json();
    init_rep();
    init_duration();
    init_checkRule();
    init_document();
  }
});

// src/router/activePlan.ts
function activatePlan(plan2, strategies = {}) {
  const checked = checkPlan(plan2);
  if ("issues" in checked) throw new RoutingError("badPlan", { issues: checked.issues });
  const compiled = compilePlan(checked.plan);
  const issues = [...compiled.rules, compiled.otherwise].flatMap(
    ({ by }, index) => by.kind !== "host" || Object.hasOwn(strategies, by.name) ? [] : [
      {
        code: "unknownStrategy",
        message: `The strategy ${JSON.stringify(by.name)} is not registered with this router.`,
        path: index < compiled.rules.length ? ["rules", index, "by"] : ["otherwise", "by"],
        hint: `Pass it: createRouter({ strategies: { ${by.name}: \u2026 } }).`
      }
    ]
  );
  if (issues.length > 0) throw new RoutingError("badPlan", { issues });
  return { compiled, schemas: schemasOf(plan2) };
}
var init_activePlan = __esm({
  "src/router/activePlan.ts"() {
    "use strict";
    init_errors();
    init_checkPlan();
    init_compilePlan();
    init_types();
  }
});

// src/router/ask.ts
async function ask(now, timeoutMs, question) {
  const controller = new AbortController();
  let timer;
  try {
    const answer = question({ now, signal: controller.signal });
    if (!isPromise(answer)) return { value: answer };
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve({ failed: `no answer within ${timeoutMs} ms` }), timeoutMs);
    });
    return await Promise.race([answer.then((value) => ({ value })), late]);
  } catch (error) {
    return { failed: reasonOf(error) };
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
function isPromise(value) {
  return typeof value === "object" && value !== null && typeof value.then === "function";
}
var init_ask = __esm({
  "src/router/ask.ts"() {
    "use strict";
    init_errors();
  }
});

// src/router/accounts.ts
async function matchAccount({ lead, account }, { accounts, portTimeoutMs = 2e3, whenPortFails }, now) {
  if (account !== void 0 || accounts === void 0) return { account: account ?? void 0, straight: false };
  const answer = await ask(
    now,
    portTimeoutMs,
    (context) => typeof accounts === "function" ? accounts(lead, context) : accounts.match(lead, context)
  );
  const failed4 = "failed" in answer ? answer.failed : faultOf(answer.value);
  if (failed4 === void 0 && "value" in answer) return { account: answer.value ?? void 0, straight: false };
  return {
    account: void 0,
    note: { about: "accounts", code: "accountsFailed", message: `The accounts port failed: ${failed4}.` },
    straight: whenPortFails?.accounts === "otherwise"
  };
}
function faultOf(value) {
  if (value === void 0 || value === null) return void 0;
  return typeof value === "object" && typeof value.id === "string" ? void 0 : "its answer is no account with an id";
}
var init_accounts = __esm({
  "src/router/accounts.ts"() {
    "use strict";
    init_ask();
  }
});

// src/ledger/apply.ts
function applyLedgerChange(ledger, change) {
  const members = Object.assign(/* @__PURE__ */ Object.create(null), ledger.members, change.members);
  return { turn: change.turn, members };
}
var init_apply = __esm({
  "src/ledger/apply.ts"() {
    "use strict";
  }
});

// src/state/audit.ts
function nextEntry(head, at2, event) {
  const seq = head.seq + 1;
  return { seq, at: at2, event, previous: head.hash, hash: hashOf(seq, at2, event, head.hash) };
}
function faultOf2(head, entry) {
  if (entry.seq !== head.seq + 1) return `entry ${entry.seq} follows entry ${head.seq}`;
  if (entry.at < head.at) return `entry ${entry.seq} is earlier than the one before it`;
  if (entry.previous !== head.hash) return `entry ${entry.seq} does not continue the chain`;
  if (entry.hash !== hashOf(entry.seq, entry.at, entry.event, entry.previous)) return `entry ${entry.seq} was changed after it was written`;
  return void 0;
}
function hashOf(seq, at2, event, previous) {
  return digestOf(canonicalJson({ seq, at: at2, event, previous }));
}
function subjectDigest(salt, key) {
  return digestOf(`${salt}:key:${key}`).slice(0, 32);
}
function contentDigest(salt, content) {
  return digestOf(`${salt}:content:${canonicalJson(content)}`);
}
var emptyHead;
var init_audit = __esm({
  "src/state/audit.ts"() {
    "use strict";
    init_digest();
    init_json();
    emptyHead = { seq: 0, hash: "", at: 0 };
  }
});

// src/ledger/state.ts
var emptyLedger;
var init_state = __esm({
  "src/ledger/state.ts"() {
    "use strict";
    emptyLedger = { turn: 0, members: {} };
  }
});

// src/state/record.ts
var noLoad, emptyState;
var init_record = __esm({
  "src/state/record.ts"() {
    "use strict";
    noLoad = { open: 0, assigned: 0 };
    emptyState = { ledgers: {}, loads: {} };
  }
});

// src/state/evolve.ts
import { castDraft, produce } from "immer";
function evolve(state, event) {
  return evolveAll(state, [event]);
}
function evolveAll(state, events) {
  return produce(state, (draft) => {
    for (const event of events) {
      if (event.kind === "assigned") {
        const { rotation } = event.ledger;
        const ledger = Object.hasOwn(draft.ledgers, rotation) ? draft.ledgers[rotation] : void 0;
        draft.ledgers[rotation] = castDraft(applyLedgerChange(ledger ?? emptyLedger, event.ledger));
      }
      for (const [rep, load] of loadsAfter(event, (id) => Object.hasOwn(draft.loads, id) ? draft.loads[id] ?? noLoad : noLoad)) {
        draft.loads[rep] = load;
      }
    }
  });
}
function loadsAfter(event, loadOf) {
  if (event.rep === void 0) return [];
  const { open: open2, assigned } = loadOf(event.rep);
  return event.kind === "assigned" ? [[event.rep, { open: open2 + 1, assigned: assigned + 1 }]] : [[event.rep, { open: Math.max(0, open2 - 1), assigned }]];
}
var init_evolve = __esm({
  "src/state/evolve.ts"() {
    "use strict";
    init_apply();
    init_state();
    init_record();
  }
});

// src/router/draft.ts
function openDraft(view) {
  let head = view.head;
  const entries = [];
  const leads = /* @__PURE__ */ new Map();
  const ledgers = /* @__PURE__ */ new Map();
  const changes = /* @__PURE__ */ new Map();
  const loads = /* @__PURE__ */ new Map();
  const ledger = (rotation) => ledgers.get(rotation) ?? view.ledgers.get(rotation);
  const load = (rep) => loads.get(rep) ?? view.loads.get(rep);
  return {
    lead: (key) => leads.get(key) ?? view.leads.get(key),
    ledger,
    load,
    record: (event, leadOf) => {
      const entry = nextEntry(head, view.now, event);
      head = entry;
      entries.push(entry);
      if (event.kind === "assigned") {
        const { rotation } = event.ledger;
        const before2 = ledger(rotation);
        if (before2 !== void 0) ledgers.set(rotation, applyLedgerChange(before2, event.ledger));
        changes.set(rotation, merge(changes.get(rotation), event.ledger));
      }
      for (const [rep, after] of loadsAfter(event, (id) => load(id) ?? noLoad)) loads.set(rep, after);
      const lead = leadOf(entry);
      leads.set(lead.key, lead);
      return lead;
    },
    write: (documents) => ({ entries, leads: [...leads.values()], ledgers: [...changes.values()], loads, documents })
  };
}
function merge(earlier, later) {
  return earlier === void 0 ? later : { ...later, members: Object.assign(/* @__PURE__ */ Object.create(null), earlier.members, later.members) };
}
var init_draft = __esm({
  "src/router/draft.ts"() {
    "use strict";
    init_apply();
    init_audit();
    init_evolve();
    init_record();
  }
});

// src/router/closeLead.ts
async function closeLead(key, epoch, store, clock) {
  const earlier = await store.lead({ key });
  if (earlier === void 0) throw new RoutingError("unknownLead");
  const done = await store.transact({
    now: clock(),
    leads: [key],
    rotations: [],
    // A lead that changes hands in between is found out inside and tried again.
    reps: earlier.rep === void 0 ? [] : [earlier.rep],
    step: (view) => {
      const stored = view.leads.get(key);
      if (stored === void 0) throw new RoutingError("unknownLead");
      if (epoch !== void 0 && stored.epoch !== epoch) throw new RoutingError("staleEpoch", { detail: `Its epoch is ${stored.epoch}, not ${epoch}.` });
      if (stored.state === "closed") return { result: true };
      if (stored.rep !== earlier.rep) return { result: false };
      const draft = openDraft(view);
      const event = { kind: "closed", subject: stored.subject, epoch: stored.epoch, ...stored.rep === void 0 ? {} : { rep: stored.rep } };
      draft.record(event, () => ({ ...withoutQueue(stored), state: "closed", at: view.now }));
      return { write: draft.write([]), result: true };
    }
  });
  if (!done) await closeLead(key, epoch, store, clock);
}
function withoutQueue({ queue: _queue, until: _until, ...stored }) {
  return stored;
}
var init_closeLead = __esm({
  "src/router/closeLead.ts"() {
    "use strict";
    init_errors();
    init_draft();
  }
});

// src/router/coalesce.ts
function createCoalescer(run, maxWaiting) {
  const waiting = [];
  let running;
  const work = async () => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH);
      try {
        const results = await run(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index]));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = void 0;
  };
  return {
    push: (item) => new Promise((resolve, reject) => {
      if (waiting.length >= maxWaiting) {
        reject(new RoutingError("overload", { detail: `${waiting.length} are waiting.` }));
        return;
      }
      waiting.push({ item, resolve, reject });
      running ??= new Promise((start) => afterThisTurn(() => start())).then(work);
    }),
    idle: async () => {
      while (running !== void 0) await running;
    }
  };
}
var afterThisTurn, LARGEST_BATCH;
var init_coalesce = __esm({
  "src/router/coalesce.ts"() {
    "use strict";
    init_errors();
    afterThisTurn = globalThis.setImmediate;
    LARGEST_BATCH = 256;
  }
});

// src/router/compose.ts
function compose(layers, innermost) {
  return (context) => {
    let reached = -1;
    const run = async (index) => {
      if (index <= reached) throw new RoutingError("nextTwice");
      reached = index;
      const layer = layers[index];
      await (layer === void 0 ? innermost(context) : layer(context, () => run(index + 1)));
    };
    return run(0);
  };
}
var init_compose = __esm({
  "src/router/compose.ts"() {
    "use strict";
    init_errors();
  }
});

// src/router/documents.ts
function createDocuments() {
  const written = /* @__PURE__ */ new Set();
  const made = /* @__PURE__ */ new WeakMap();
  const once = (subject, make) => {
    let document = made.get(subject);
    if (document === void 0) {
      document = make();
      made.set(subject, document);
    }
    return document;
  };
  return {
    plan: (plan2) => once(plan2, () => ({ digest: plan2.digest, kind: "plan", content: plan2.plan })),
    roster: (roster2) => once(roster2, () => ({ digest: roster2.digest, kind: "roster", content: roster2.reps })),
    facts: (facts) => once(facts, () => ({ digest: digestOf(canonicalJson(facts)), kind: "facts", content: facts })),
    missing: (documents) => [...new Map([...documents].map((document) => [document.digest, document])).values()].filter(({ digest }) => !written.has(digest)),
    kept: (documents) => {
      if (written.size > REMEMBERED) written.clear();
      for (const { digest } of documents) written.add(digest);
    }
  };
}
var REMEMBERED;
var init_documents = __esm({
  "src/router/documents.ts"() {
    "use strict";
    init_digest();
    init_json();
    REMEMBERED = 1e4;
  }
});

// src/condition/describeTree.ts
function describeTree(tree) {
  switch (tree.kind) {
    case "always":
      return "always";
    case "all":
      return tree.of.length === 0 ? "always" : tree.of.map((part) => inside(part, "any")).join(" and ");
    case "any":
      return tree.of.length === 0 ? "never" : tree.of.map((part) => inside(part, "all")).join(" or ");
    case "join":
      return describeJoin(tree);
    case "test":
      return `${tree.path.join(".")} ${operators[tree.operator].words(tree.operand, tree.negated)}`;
  }
}
function inside(part, other) {
  const text2 = describeTree(part);
  return part.kind === other && part.of.length > 1 ? `(${text2})` : text2;
}
function describeJoin({ path, lead, orElse, negated }) {
  const text2 = `${path.join(".")} is ${negated ? "not " : ""}the lead's ${lead.join(".")}`;
  return orElse === void 0 ? text2 : `${text2} (or, while inactive, their ${orElse})`;
}
var init_describeTree = __esm({
  "src/condition/describeTree.ts"() {
    "use strict";
    init_operators();
  }
});

// src/condition/explain.ts
function failedTests(tree, subject, context) {
  return failed3(tree, subject, context) ?? [];
}
function failed3(tree, subject, context) {
  switch (tree.kind) {
    case "always":
      return void 0;
    case "all":
      for (const part of tree.of) {
        const found = failed3(part, subject, context);
        if (found !== void 0) return found;
      }
      return void 0;
    case "any": {
      const all = [];
      for (const part of tree.of) {
        const found = failed3(part, subject, context);
        if (found === void 0) return void 0;
        for (const test of found) all.push(test);
      }
      return all;
    }
    default:
      return failedLeaf(tree, subject, context);
  }
}
function failedLeaf(leaf, subject, context) {
  const answer = answerOf(leaf, subject, context);
  if (satisfies(answer, leaf.negated)) return void 0;
  const absent = leaf.kind === "test" && leaf.operator === "known" && leaf.operand === true !== leaf.negated;
  return [
    {
      field: leaf.path.join("."),
      operator: leaf.kind === "join" ? "same" : leaf.operator,
      operand: leaf.kind === "join" ? leaf.lead.join(".") : leaf.operand,
      negated: leaf.negated,
      because: absent ? "missing" : answer === "missing" || answer === "mistyped" ? answer : "differs"
    }
  ];
}
var init_explain = __esm({
  "src/condition/explain.ts"() {
    "use strict";
    init_answer();
  }
});

// src/plan/viewLead.ts
function viewLead(compiled, lead, account) {
  const subject = withAccount(lead, account);
  const labels = {};
  for (const segment of compiled.segments) {
    const value = labelOf(segment, subject, compiled);
    if (value !== void 0) labels[segment.label] = value;
  }
  if (compiled.segments.length === 0) return { view: subject, labels };
  const hidden = new Set(compiled.segments.map(({ label }) => label));
  return { view: { ...without(subject, hidden), ...labels }, labels };
}
function withAccount(lead, account) {
  if (account === void 0) return Object.hasOwn(lead, "account") ? without(lead, accountField) : lead;
  return { ...lead, account };
}
function without(fields, hidden) {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !hidden.has(field)));
}
function labelOf({ values }, subject, { lists }) {
  const context = { lists };
  for (const { value, tree } of values) if (holds(tree, subject, context)) return value;
  return void 0;
}
var accountField;
var init_viewLead = __esm({
  "src/plan/viewLead.ts"() {
    "use strict";
    init_interpret();
    accountField = /* @__PURE__ */ new Set(["account"]);
  }
});

// src/ledger/creditWindow.ts
function standingOf(ledger, rep) {
  return Object.hasOwn(ledger.members, rep) ? ledger.members[rep] : [0, ledger.turn];
}
function chooseByCredit(ledger, contenders) {
  const unit = unitOf(contenders);
  const claims = contenders.map(({ id, weight: weight2 }) => standingOf(ledger, id)[0] + weight2 * unit);
  const lasts = contenders.map(({ id }) => standingOf(ledger, id)[1]);
  let owedMost = 0;
  for (let index = 1; index < claims.length; index++) {
    const claim = at(claims, index);
    if (claim > at(claims, owedMost) || claim === at(claims, owedMost) && at(lasts, index) < at(lasts, owedMost)) owedMost = index;
  }
  if (contenders.length === 1 || at(claims, owedMost) >= LEAD) return owedMost;
  const threshold = Math.ceil(LEAD / (2 * contenders.length - 2));
  let winner = -1;
  let distance = 0;
  let weight = 1;
  for (let index = 0; index < claims.length; index++) {
    if (at(claims, index) < threshold) continue;
    const ownDistance = LEAD - threshold - at(claims, index);
    const ownWeight = contenders[index].weight;
    const left = ownDistance * weight;
    const right = distance * ownWeight;
    if (winner < 0 || left < right || left === right && at(lasts, index) < at(lasts, winner)) {
      winner = index;
      distance = ownDistance;
      weight = ownWeight;
    }
  }
  return winner < 0 ? owedMost : winner;
}
function bookLead(ledger, contenders, winner) {
  const unit = unitOf(contenders);
  const shared = contenders.reduce((sum, { weight }) => sum + weight * unit, 0);
  const members = /* @__PURE__ */ Object.create(null);
  contenders.forEach(({ id, weight }, index) => {
    const [credit, last] = standingOf(ledger, id);
    members[id] = index === winner ? [credit + weight * unit - shared, ledger.turn + 1] : [credit + weight * unit, last];
  });
  return members;
}
function bookTurn(ledger, contenders, winner) {
  const members = /* @__PURE__ */ Object.create(null);
  for (const id of contenders) if (!Object.hasOwn(ledger.members, id)) members[id] = standingOf(ledger, id);
  members[winner] = [standingOf(ledger, winner)[0], ledger.turn + 1];
  return members;
}
function unitOf(contenders) {
  return Math.floor(LEAD / contenders.reduce((sum, { weight }) => sum + weight, 0));
}
function at(numbers, index) {
  return numbers[index];
}
var LEAD;
var init_creditWindow = __esm({
  "src/ledger/creditWindow.ts"() {
    "use strict";
    LEAD = 5354228880;
  }
});

// src/strategy/byCredit.ts
function byCredit({ eligible, ledger }) {
  const contenders = eligible.map(({ rep, weight }) => ({ id: rep.id, weight }));
  const winner = chooseByCredit(ledger, contenders);
  const members = bookLead(ledger, contenders, winner);
  const ranks = ranksOf(eligible, ledger);
  return { winner, because: reason(ranks[winner].owed, eligible.length), ranks: shorten(ranks, winner), members };
}
function ranksOf(eligible, ledger) {
  const sum = eligible.reduce((total, { weight }) => total + weight, 0);
  return eligible.map(({ rep, weight }) => ({
    rep: rep.id,
    owed: round(standingOf(ledger, rep.id)[0] / LEAD),
    share: round(weight / sum)
  }));
}
function reason(owed, count) {
  if (count === 1) return "the only one eligible";
  const turn = `next in turn among ${count}`;
  if (owed === 0) return turn;
  return `${owed > 0 ? `owed ${owed}` : `ahead by ${-owed}`} of a lead before this one; ${turn}`;
}
function shorten(ranks, winner) {
  const first = ranks[winner];
  const others = ranks.filter((_, index) => index !== winner).sort((one2, two) => two.owed - one2.owed);
  return [first, ...others].slice(0, SHOWN);
}
function round(value) {
  return Math.round(value * 1e3) / 1e3 + 0;
}
var SHOWN, roundRobin2, weighted2;
var init_byCredit = __esm({
  "src/strategy/byCredit.ts"() {
    "use strict";
    init_creditWindow();
    SHOWN = 20;
    roundRobin2 = (contest) => byCredit({ ...contest, eligible: contest.eligible.map((candidate) => ({ ...candidate, weight: 1 })) });
    weighted2 = (contest) => byCredit(contest);
  }
});

// src/strategy/host.ts
function chooseByHost(name, strategy, { lead, eligible, ledger }) {
  let id;
  try {
    id = strategy({
      lead,
      eligible: eligible.map(({ rep, open: open2 }) => ({ rep, open: open2, lastTurn: standingOf(ledger, rep.id)[1] }))
    });
  } catch (error) {
    return { failed: `the strategy ${name} threw: ${reasonOf(error)}` };
  }
  const winner = eligible.findIndex(({ rep }) => rep.id === id);
  const chosen = eligible[winner];
  if (chosen === void 0) return { failed: `the strategy ${name} picked ${typeof id === "string" ? JSON.stringify(id) : `a ${typeof id}`}, who is not eligible` };
  return {
    choice: {
      winner,
      because: `picked by the strategy ${name} among ${eligible.length}`,
      ranks: [{ rep: chosen.rep.id, open: chosen.open }],
      members: bookTurn(ledger, eligible.map((candidate) => candidate.rep.id), chosen.rep.id)
    }
  };
}
var init_host = __esm({
  "src/strategy/host.ts"() {
    "use strict";
    init_errors();
    init_creditWindow();
  }
});

// src/strategy/leastLoaded.ts
var leastLoaded2;
var init_leastLoaded = __esm({
  "src/strategy/leastLoaded.ts"() {
    "use strict";
    init_creditWindow();
    leastLoaded2 = ({ eligible, ledger }) => {
      const last = (candidate) => standingOf(ledger, candidate.rep.id)[1];
      const order = eligible.map((candidate, index) => ({ candidate, index })).sort((one2, two) => one2.candidate.open - two.candidate.open || last(one2.candidate) - last(two.candidate) || one2.index - two.index);
      const first = order[0];
      const { rep, open: open2 } = first.candidate;
      return {
        winner: first.index,
        because: `${open2} open, the fewest among ${eligible.length}`,
        ranks: order.slice(0, 20).map(({ candidate }) => ({ rep: candidate.rep.id, open: candidate.open })),
        members: bookTurn(ledger, eligible.map((candidate) => candidate.rep.id), rep.id)
      };
    };
  }
});

// src/ledger/weights.ts
function wholeWeights(weights) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum <= MOST && weights.every(Number.isSafeInteger)) return [...weights];
  const largest = Math.max(...weights);
  const relative = weights.map((weight) => weight / largest);
  const relativeSum = relative.reduce((total, weight) => total + weight, 0);
  return relative.map((weight) => Math.max(1, Math.round(weight / relativeSum * MOST)));
}
var MOST;
var init_weights = __esm({
  "src/ledger/weights.ts"() {
    "use strict";
    MOST = 1e6;
  }
});

// src/decide/eligible.ts
function sift(rule, selected, world, ignoring) {
  const weights = weightsOf(rule, selected);
  const candidates = [];
  const skipped = [];
  selected.forEach((rep, index) => {
    const weight = weights[index] ?? 0;
    const skip = skipsOf(rep, weight, world).find(({ reason: reason2 }) => !ignoring.includes(reason2));
    if (skip === void 0) candidates.push({ rep, weight: weight > 0 ? weight : 1, open: openLeads(rep, world) });
    else skipped.push(skip);
  });
  return { candidates, skipped };
}
function skipsOf(rep, weight, { roster: roster2, facts, load }) {
  const skips = [];
  if (!isActive(rep, roster2.fields)) skips.push({ rep: rep.id, reason: "inactive" });
  const absence = own(facts.away, rep.id);
  if (absence !== void 0) skips.push({ rep: rep.id, ...absence });
  const capacity = own(facts.capacity, rep.id);
  if (capacity?.unknown !== void 0) {
    skips.push({ rep: rep.id, reason: "unknownCapacity", detail: capacity.unknown });
  } else {
    const limit = capacity?.limit === void 0 ? ownLimit(rep, roster2.fields) : capacity.limit ?? void 0;
    const open2 = openLeads(rep, { roster: roster2, facts, load });
    if (limit !== void 0 && open2 >= limit) skips.push({ rep: rep.id, reason: "atCapacity", detail: `${open2} open of ${limit}` });
  }
  if (weight <= 0) skips.push({ rep: rep.id, reason: "noWeight" });
  return skips;
}
function openLeads(rep, { facts, load }) {
  const capacity = own(facts.capacity, rep.id);
  const { open: open2, assigned } = load(rep.id);
  if (capacity?.open === void 0) return open2 + (capacity?.elsewhere ?? 0);
  return capacity.open + Math.max(0, assigned - (capacity.assigned ?? assigned));
}
function weightsOf({ by }, selected) {
  if (by.kind !== "weighted") return selected.map(() => 1);
  const given = selected.map((rep) => {
    const value = readPath(rep, by.field);
    return typeof value === "number" && value > 0 ? value : 0;
  });
  const whole = wholeWeights(given.filter((weight) => weight > 0));
  let next = 0;
  return given.map((weight) => weight > 0 ? whole[next++] : 0);
}
function own(record2, rep) {
  return Object.hasOwn(record2, rep) ? record2[rep] : void 0;
}
var init_eligible = __esm({
  "src/decide/eligible.ts"() {
    "use strict";
    init_read();
    init_weights();
    init_roster();
  }
});

// src/decide/decide.ts
function subjectOf(plan2, key, intake) {
  const { view, labels } = viewLead(plan2, intake.lead, intake.account);
  return { key, view: Object.freeze(view), labels };
}
function decide(subject, snapshot) {
  const tried = [];
  const { plan: plan2, facts } = snapshot;
  for (const rule of facts.straightToOtherwise ? [plan2.otherwise] : rulesInOrder(plan2)) {
    if (!rule.isOtherwise && !holds(rule.when, subject.view, { lists: plan2.lists })) continue;
    const verdict = rule.to.kind === "queue" ? queue(rule, rule.to.queue) : tryRule(rule, subject, snapshot);
    if ("needs" in verdict) return { kind: "needs", ...verdict.needs };
    tried.push(verdict.trace);
    if (verdict.ends !== void 0) return conclude(rule, verdict.ends, tried, subject, snapshot);
  }
  throw new Error("unreachable: otherwise always ends");
}
function* rulesInOrder(plan2) {
  yield* plan2.rules;
  yield plan2.otherwise;
}
function queue(rule, name) {
  return { trace: { rule: rule.name, outcome: "queues", skipped: [], eligible: 0 }, ends: { queue: name } };
}
function tryRule(rule, subject, snapshot) {
  const selected = snapshot.select(rule, subject.view);
  if (selected.length === 0) {
    const trace = { rule: rule.name, skipped: [], eligible: 0 };
    return rule.isOtherwise ? { trace: { ...trace, outcome: "waits" }, ends: { queue: HELD } } : { trace: { ...trace, outcome: "nobodySelected" } };
  }
  const unasked = snapshot.unknown(selected, "before");
  if (unasked.length > 0) return { needs: { what: "reps", reps: unasked, moment: "before" } };
  for (const ignoring of rule.isOtherwise ? passesOfOtherwise(rule) : [[]]) {
    const { candidates, skipped } = sift(rule, selected, snapshot, ignoring);
    if (candidates.length === 0) continue;
    return pickOne(rule, selected, { candidates, skipped }, subject, snapshot);
  }
  return nobody(rule, selected, snapshot);
}
function passesOfOtherwise(rule) {
  const full = ["atCapacity", "unknownCapacity"];
  const away = ["away", "unknownAvailability"];
  const there = [full, [...full, "noWeight"]];
  return rule.hold ? there : [...there, [...full, ...away], [...full, ...away, "noWeight"]];
}
function pickOne(rule, selected, { candidates, skipped }, subject, snapshot) {
  const ledger = snapshot.ledger(rule.rotation);
  if (ledger === void 0) return { needs: { what: "rotation", rotation: rule.rotation } };
  const contest = { lead: subject.view, eligible: candidates, ledger };
  const outcome = { rule: rule.name, skipped, eligible: candidates.length };
  let made = choose(rule, contest, snapshot.strategies);
  let failure2;
  if ("failed" in made) {
    if (!rule.isOtherwise) return { trace: { ...outcome, outcome: "strategyFailed", failure: made.failed } };
    failure2 = made.failed;
    made = { choice: roundRobin2(contest) };
  }
  const { winner, because, ranks, members } = made.choice;
  const { rep } = contest.eligible[winner];
  const unasked = snapshot.unknown([rep], "picked");
  if (unasked.length > 0) return { needs: { what: "reps", reps: unasked, moment: "picked" } };
  const strategy = failure2 !== void 0 ? "roundRobin" : rule.by.kind === "host" ? rule.by.name : rule.by.kind;
  const weight = weightsOf(rule, selected)[selected.indexOf(rep)] ?? 0;
  const ignored = rule.isOtherwise ? skipsOf(rep, weight, snapshot).map(({ reason: reason2 }) => reason2) : [];
  return {
    trace: {
      ...outcome,
      outcome: "assigns",
      pick: { strategy, rotation: rule.rotation, because, ranks },
      ...failure2 === void 0 ? {} : { failure: failure2 },
      ...ignored.length === 0 ? {} : { ignored }
    },
    ends: { rep, ledger: { rotation: rule.rotation, turn: ledger.turn + 1, members } }
  };
}
function choose({ by }, contest, strategies) {
  switch (by.kind) {
    case "roundRobin":
      return { choice: roundRobin2(contest) };
    case "weighted":
      return { choice: weighted2(contest) };
    case "leastLoaded":
      return { choice: leastLoaded2(contest) };
    case "host": {
      const strategy = strategies.get(by.name);
      return strategy === void 0 ? { failed: `no strategy ${by.name} is registered` } : chooseByHost(by.name, strategy, contest);
    }
  }
}
function nobody(rule, selected, snapshot) {
  const trace = { rule: rule.name, skipped: sift(rule, selected, snapshot, []).skipped, eligible: 0 };
  if (rule.isOtherwise) return { trace: { ...trace, outcome: "waits" }, ends: { queue: HELD } };
  if (rule.waitMs === void 0) return { trace: { ...trace, outcome: "nobodyEligible" } };
  const until = Object.hasOwn(snapshot.waits, rule.name) ? snapshot.waits[rule.name] : snapshot.now + rule.waitMs;
  return snapshot.now < until ? { trace: { ...trace, outcome: "waits", until }, ends: { queue: HELD, until } } : { trace: { ...trace, outcome: "waited" } };
}
function conclude(rule, ending, tried, subject, snapshot) {
  const { plan: plan2, now, notes } = snapshot;
  const decided = {
    lead: subject.key,
    rule: rule.isOtherwise ? OTHERWISE : rule.name,
    at: now,
    trace: { plan: { name: plan2.plan.name, digest: plan2.digest }, labels: subject.labels, rules: tried, notes }
  };
  if ("rep" in ending) {
    const { rep, ledger } = ending;
    const decision = { kind: "assigned", rep: rep.id, ...decided, effects: notifications(rule, subject.key, rep.id) };
    return { kind: "decided", decision, ledger };
  }
  const effects = ending.queue === HELD ? [] : notifications(rule, subject.key);
  return { kind: "decided", decision: { kind: "queued", ...ending, ...decided, effects } };
}
function notifications(rule, lead, rep) {
  return rule.notify.map((channel) => ({ kind: "notify", channel, lead, ...rep === void 0 ? {} : { rep } }));
}
var init_decide = __esm({
  "src/decide/decide.ts"() {
    "use strict";
    init_interpret();
    init_document();
    init_viewLead();
    init_byCredit();
    init_host();
    init_leastLoaded();
    init_eligible();
  }
});

// src/decide/sentence.ts
function sentenceOfDecision({ trace, ...decision }) {
  const deciding = trace.rules.at(-1);
  const by = decision.rule === "otherwise" ? "by the fallback" : `by the rule '${decision.rule}'`;
  const skipped = trace.rules.flatMap((rule) => rule.skipped);
  const distinct = [...new Map(skipped.map((skip) => [skip.rep, skip])).values()].filter(({ rep }) => decision.kind !== "assigned" || rep !== decision.rep);
  const tail = distinct.length === 0 ? "" : ` Skipped: ${listSkips(distinct)}.`;
  const notes = trace.notes.map(({ message }) => ` ${message}`).join("");
  if (decision.kind === "queued") {
    if (decision.queue !== HELD) return `${decision.lead} waits in the queue '${decision.queue}' ${by}.${tail}${notes}`;
    const end = decision.until === void 0 ? "until somebody is there" : `until somebody is there, at most until ${timeOf(decision.until)}`;
    const why = distinct.length === 0 ? "nobody is selected" : "nobody is eligible";
    return `${decision.lead} is held ${by} ${end}: ${why}.${tail}${notes}`;
  }
  const ignored = deciding.ignored === void 0 ? "" : `, although ${deciding.ignored.map((reason2) => reasonTexts[reason2]).join(" and ")}`;
  return `${decision.lead} went to ${decision.rep} ${by}${ignored}: ${deciding.pick?.because ?? ""}.${tail}${notes}`;
}
function sentenceOfRule(name, outcome, failed4, trace) {
  const rule = name === "otherwise" ? "The fallback" : `The rule '${name}'`;
  switch (outcome) {
    case "noMatch":
      return `${rule} does not match: ${failed4.length === 0 ? "its condition never holds" : failed4.map((test) => sentenceOfTest("the lead's", test)).join("; ")}.`;
    case "passedOver":
      return `${rule} was passed over: a port failed, and such leads go straight to the fallback.`;
    case "nobodySelected":
      return `${rule} matches, but selects nobody of the roster for this lead.`;
    case "nobodyEligible":
      return `${rule} matches, but nobody is eligible: ${listSkips(trace?.skipped ?? [])}.`;
    case "waited":
      return `${rule} matches and the lead has waited for it; still nobody is eligible: ${listSkips(trace?.skipped ?? [])}.`;
    case "strategyFailed":
      return `${rule} matches, but could not pick: ${trace?.failure ?? "its strategy failed"}.`;
    case "waits":
      return `${rule} holds the lead${trace?.until === void 0 ? "" : ` until ${timeOf(trace.until)}`}: ${trace === void 0 || trace.skipped.length === 0 ? "it selects nobody" : `nobody is eligible: ${listSkips(trace.skipped)}`}.`;
    case "queues":
      return `${rule} sends the lead to a queue.`;
    case "assigns":
      return `${rule} decides: ${trace?.pick?.because ?? ""}.`;
  }
}
function sentenceOfRep(told, decision) {
  const { rep, outcome, skip, failed: failed4, rank, earlier } = told;
  const rule = decision.rule === "otherwise" ? "the fallback" : `the rule '${decision.rule}'`;
  const before2 = earlier.map(({ rule: name, skip: why }) => ` Under '${name}': ${skipText(why)}.`).join("");
  const start = `${rep} did not get ${decision.lead}: `;
  switch (outcome) {
    case "assigned":
      return `${rep} got ${decision.lead} by ${rule}: ${decision.trace.rules.at(-1)?.pick?.because ?? ""}.${before2}`;
    case "queue":
      return `${start}${rule} sends it to a queue.${before2}`;
    case "skipped":
      return `${start}${skip === void 0 ? "skipped" : skipText(skip)} (${rule}).${before2}`;
    case "notSelected":
      return `${start}${rule} does not select ${rep}${failed4 === void 0 || failed4.length === 0 ? "" : `: ${failed4.map((test) => sentenceOfTest(`${rep}'s`, test)).join("; ")}`}.${before2}`;
    case "notPicked": {
      const [winner] = decision.trace.rules.at(-1)?.pick?.ranks ?? [];
      const owed = winner?.owed === void 0 || rank?.owed === void 0 ? "" : `; owed before this lead: ${winner.rep} ${winner.owed}, ${rep} ${rank.owed} of a lead`;
      const open2 = winner?.open === void 0 || rank?.open === void 0 ? "" : `; open leads: ${winner.rep} ${winner.open}, ${rep} ${rank.open}`;
      return `${start}eligible under ${rule}, but ${winner?.rep ?? "another"} was next in turn${owed}${open2}.${before2}`;
    }
  }
}
function sentenceOfTest(whose, { field: path, operator, operand, negated, because }) {
  const field = `${whose} ${path}`;
  if (because === "missing") return `${field} is missing`;
  if (because === "mistyped") return `${field} has a value of another type than '${operator}' compares`;
  if (operator === "same") return negated ? `${field} is the lead's ${String(operand)}` : `${field} is not the lead's ${String(operand)}`;
  return `${field} ${operators[operator].words(operand, !negated)}`;
}
function skipText({ reason: reason2, detail, until }) {
  return `${reasonTexts[reason2]}${detail === void 0 ? "" : ` (${detail})`}${until === void 0 ? "" : ` until ${timeOf(until)}`}`;
}
function listSkips(skips) {
  const named = skips.slice(0, 10).map((skip) => `${skip.rep} is ${skipText(skip)}`);
  return skips.length > 10 ? `${named.join(", ")} and ${skips.length - 10} more` : named.join(", ");
}
function timeOf(at2) {
  return new Date(at2).toISOString();
}
var reasonTexts;
var init_sentence = __esm({
  "src/decide/sentence.ts"() {
    "use strict";
    init_operators();
    init_document();
    reasonTexts = {
      inactive: "inactive",
      away: "away",
      unknownAvailability: "of unknown availability",
      atCapacity: "at capacity",
      unknownCapacity: "of unknown load",
      noWeight: "without a weight above zero"
    };
  }
});

// src/decide/explain.ts
function explain(evidence) {
  const { decision, roster: roster2, plan: plan2 } = evidence;
  const { view } = subjectOf(plan2, decision.lead, evidence.intake);
  return {
    decision,
    sentence: sentenceOfDecision(decision),
    rules: rulesOf(evidence, view),
    reps: roster2.reps.map((rep) => explainRep(rep, evidence, view))
  };
}
function rulesOf({ plan: plan2, decision }, view) {
  const traces = new Map(decision.trace.rules.map((trace) => [trace.rule, trace]));
  const explained = [];
  for (const rule of [...plan2.rules, plan2.otherwise]) {
    const trace = traces.get(rule.name);
    const matched = rule.isOtherwise || holds(rule.when, view, { lists: plan2.lists });
    const outcome = trace?.outcome ?? (matched ? "passedOver" : "noMatch");
    const failed4 = matched ? [] : failedTests(rule.when, view, { lists: plan2.lists });
    explained.push({ rule: rule.name, condition: describeTree(rule.when), outcome, failed: failed4, sentence: sentenceOfRule(rule.name, outcome, failed4, trace) });
    if (rule.name === decision.rule) break;
  }
  return explained;
}
function explainRep(rep, { plan: plan2, roster: roster2, decision }, view) {
  const traces = decision.trace.rules;
  const deciding = traces.at(-1);
  const rule = plan2.rules.find(({ name }) => name === decision.rule) ?? plan2.otherwise;
  const earlier = traces.slice(0, -1).flatMap(({ rule: name, skipped }) => {
    const skip2 = skipOf(rep, skipped);
    return skip2 === void 0 ? [] : [{ rule: name, skip: skip2 }];
  });
  const known2 = { rep: rep.id, rule: decision.rule, earlier };
  const tell = (told) => ({ ...told, sentence: sentenceOfRep(told, decision) });
  const rank = deciding.pick?.ranks.find((one2) => one2.rep === rep.id);
  const ranked = rank === void 0 ? {} : { rank };
  if (decision.kind === "assigned" && decision.rep === rep.id) return tell({ ...known2, ...ranked, outcome: "assigned" });
  if (rule.to.kind === "queue") return tell({ ...known2, outcome: "queue" });
  const skip = skipOf(rep, deciding.skipped);
  if (skip !== void 0) return tell({ ...known2, outcome: "skipped", skip });
  const failed4 = failedTests(targetOf(rule, view, roster2), rep, { lists: plan2.lists, lead: view });
  if (failed4.length > 0 || !isSelected(rule, rep, view, plan2, roster2)) return tell({ ...known2, outcome: "notSelected", failed: failed4 });
  return isActive(rep, roster2.fields) ? tell({ ...known2, ...ranked, outcome: "notPicked" }) : tell({ ...known2, outcome: "skipped", skip: { rep: rep.id, reason: "inactive" } });
}
function isSelected(rule, rep, view, plan2, roster2) {
  return holds(targetOf(rule, view, roster2), rep, { lists: plan2.lists, lead: view });
}
function targetOf(rule, view, roster2) {
  return rule.to.kind === "reps" ? settleStandIns(rule.to.tree, view, roster2) : { kind: "always" };
}
function skipOf(rep, skipped) {
  return skipped.find((skip) => skip.rep === rep.id);
}
var init_explain2 = __esm({
  "src/decide/explain.ts"() {
    "use strict";
    init_describeTree();
    init_explain();
    init_interpret();
    init_decide();
    init_roster();
    init_select();
    init_sentence();
  }
});

// src/router/explainLead.ts
async function explainLead(key, store) {
  const stored = await store.lead({ key });
  if (stored === void 0) throw new RoutingError("unknownLead");
  const { decision, intake } = stored;
  const inputs = await inputsOf(stored.seq, store);
  const [planDocument, rosterDocument] = [await store.document(inputs.plan), await store.document(inputs.roster)];
  if (planDocument === void 0 || rosterDocument === void 0) throw new RoutingError("auditBroken", { detail: "A plan or roster is missing.", path: [stored.seq] });
  const plan2 = compilePlan(planDocument.content);
  return explain({ plan: plan2, roster: compileRoster(rosterDocument.content, plan2.repFields), intake, decision });
}
async function inputsOf(seq, store) {
  const [entry] = await store.audit({ after: seq - 1, limit: 1 });
  if (entry === void 0 || entry.seq !== seq || entry.event.kind === "closed") throw new RoutingError("auditBroken", { path: [seq] });
  return entry.event.inputs;
}
var init_explainLead = __esm({
  "src/router/explainLead.ts"() {
    "use strict";
    init_explain2();
    init_roster();
    init_errors();
    init_compilePlan();
  }
});

// src/decide/decision.ts
var noFacts;
var init_decision = __esm({
  "src/decide/decision.ts"() {
    "use strict";
    noFacts = { away: {}, capacity: {}, straightToOtherwise: false };
  }
});

// src/router/facts.ts
function createFactSource({ availability, capacity, whenPortFails, portTimeoutMs = 2e3, store }) {
  return {
    asks: availability !== void 0 || capacity !== void 0,
    learn: async (before2, reps, now) => {
      const missing = reps.filter(({ id }) => !before2.known.has(id));
      if (missing.length === 0) return before2;
      const [presence, load] = await Promise.all([
        availability === void 0 ? void 0 : askPresence(availability, missing, now, portTimeoutMs),
        capacity === void 0 ? void 0 : askCapacity(capacity, store, missing, now, portTimeoutMs)
      ]);
      const away = { ...before2.facts.away, ...presence?.away };
      const limits2 = { ...before2.facts.capacity, ...load?.capacity };
      const notes = [...before2.notes];
      let straight2 = before2.facts.straightToOtherwise;
      for (const [about, failed4, policy] of [
        ["availability", presence?.failed, whenPortFails?.availability],
        ["capacity", load?.failed, whenPortFails?.capacity]
      ]) {
        if (failed4 === void 0) continue;
        const message = `The ${about} port failed: ${failed4}.`;
        if (!notes.some((note) => note.message === message)) notes.push({ about, code: `${about}Failed`, message });
        if (policy === "otherwise") straight2 = true;
      }
      for (const { id } of missing) {
        if (presence !== void 0 && Object.hasOwn(presence.unknown, id) && whenPortFails?.availability !== "assumeThere") {
          away[id] = { reason: "unknownAvailability", detail: presence.unknown[id] };
        }
        if (load !== void 0 && Object.hasOwn(load.unknown, id) && whenPortFails?.capacity !== "ownCount") limits2[id] = { unknown: load.unknown[id] };
      }
      return {
        facts: { away, capacity: limits2, straightToOtherwise: straight2 },
        known: /* @__PURE__ */ new Set([...before2.known, ...missing.map(({ id }) => id)]),
        notes
      };
    }
  };
}
async function askPresence(port, reps, now, timeoutMs) {
  const away = {};
  const unknown = {};
  const read = (rep, answer) => {
    const presence = presenceOf(readable(answer));
    if (presence === void 0) unknown[rep.id] = "the port gave no usable answer";
    else if (presence !== true) away[rep.id] = presence;
  };
  if (typeof port !== "function" && "many" in port) {
    const answer = await ask(now, timeoutMs, (context) => port.many(reps, context));
    if ("failed" in answer) {
      for (const { id } of reps) unknown[id] = answer.failed;
      return { away, unknown, failed: answer.failed };
    }
    for (const rep of reps) read(rep, ownOf(answer.value, rep.id));
    return { away, unknown };
  }
  const one2 = typeof port === "function" ? port : (rep, context) => port.one(rep, context);
  const answers = await Promise.all(reps.map((rep) => ask(now, timeoutMs, (context) => one2(rep, context))));
  let failed4;
  reps.forEach((rep, index) => {
    const answer = answers[index];
    if (answer === void 0 || "failed" in answer) {
      failed4 ??= answer?.failed ?? "no answer";
      unknown[rep.id] = answer?.failed ?? "no answer";
    } else read(rep, answer.value);
  });
  return { away, unknown, ...failed4 === void 0 ? {} : { failed: failed4 } };
}
function presenceOf(answer) {
  if (answer === true) return true;
  if (answer === false) return { reason: "away" };
  if (typeof answer !== "object" || answer === null) return void 0;
  const { away, until } = answer;
  if (typeof away !== "string") return void 0;
  return { reason: "away", detail: away.slice(0, 300), ...Number.isFinite(until) ? { until: Math.round(until) } : {} };
}
async function askCapacity(port, store, reps, now, timeoutMs) {
  const capacity = {};
  const unknown = {};
  const loads = await store.loads(reps.map(({ id }) => id));
  const answer = await ask(now, timeoutMs, (context) => port.many(reps, context));
  if ("failed" in answer) {
    for (const { id } of reps) unknown[id] = answer.failed;
    return { capacity, unknown, failed: answer.failed };
  }
  for (const { id } of reps) {
    const given = ownOf(answer.value, id);
    if (given === void 0) continue;
    const fact = capacityOf(readable(given), Object.hasOwn(loads, id) ? loads[id]?.assigned ?? 0 : 0);
    if (fact === void 0) unknown[id] = "the port gave no usable answer";
    else capacity[id] = fact;
  }
  return { capacity, unknown };
}
function capacityOf(answer, assigned) {
  if (typeof answer !== "object" || answer === null) return void 0;
  const { limit, open: open2, elsewhere } = answer;
  const usable = (value) => value === void 0 || typeof value === "number" && value >= 0;
  if (!(limit === null || usable(limit)) || !usable(open2) || !usable(elsewhere)) return void 0;
  return { ...limit === void 0 ? {} : { limit: limit === Number.POSITIVE_INFINITY ? null : limit }, ...elsewhere === void 0 ? {} : { elsewhere }, ...open2 === void 0 ? {} : { open: open2, assigned } };
}
function ownOf(answers, id) {
  try {
    return typeof answers === "object" && answers !== null && Object.hasOwn(answers, id) ? answers[id] : void 0;
  } catch {
    return void 0;
  }
}
function readable(answer) {
  if (typeof answer !== "object" || answer === null) return answer;
  try {
    return { ...answer };
  } catch {
    return void 0;
  }
}
var nothingKnown;
var init_facts = __esm({
  "src/router/facts.ts"() {
    "use strict";
    init_decision();
    init_ask();
    nothingKnown = { facts: noFacts, known: /* @__PURE__ */ new Set(), notes: [] };
  }
});

// src/plan/checkRoster.ts
function checkRoster(value, fields) {
  const copy = copyJson(value, jsonLimits.document);
  if (copy.value === void 0 || copy.issues.length > 0) return { issues: copy.issues };
  const issues = issueList();
  if (!Array.isArray(copy.value)) {
    issues.report("wrongType", [], `The roster is ${brief(copy.value)}, not a list of reps.`, 'Write [{ "id": "ana", \u2026 }, \u2026].');
    return { issues: issues.issues };
  }
  const seen = /* @__PURE__ */ new Set();
  const reps = copy.value.map((rep, index) => checkRep(rep, index, seen, fields, issues));
  return issues.issues.length > 0 ? { issues: issues.issues } : { reps: deepFreeze(reps) };
}
function checkRep(value, index, seen, fields, issues) {
  const rep = checkObject(value, [index], "A rep", issues);
  if (rep === void 0) return void 0;
  const id = fieldOf(rep, "id");
  if (id === void 0) missingField([index, "id"], "The rep has no id.", "Give each rep a text that identifies it.", issues);
  else {
    const name = checkName(id, [index, "id"], "The id", issues);
    if (name !== void 0) checkUnique(name, seen, [index, "id"], "The rep", issues);
  }
  const checked = { ...rep };
  for (const role of ["active", "capacity", "manager", "backup"]) {
    const field = fields[role];
    const given = fieldOf(rep, field);
    if (given === void 0) continue;
    if (given === null) delete checked[field];
    else checkConventional(role, given, [index, field], issues);
  }
  return checked;
}
function checkConventional(role, value, place2, issues) {
  switch (role) {
    case "active":
      if (typeof value !== "boolean")
        issues.report("wrongType", place2, `Whether the rep is active is ${brief(value)}.`, "Write true or false, or leave it out for true.");
      return;
    case "capacity":
      if (!Number.isSafeInteger(value) || value < 0)
        issues.report(
          "wrongType",
          place2,
          `The capacity is ${brief(value)}.`,
          "Write a whole number of at least 0, or leave it out for no limit."
        );
      return;
    default:
      if (typeof value !== "string" || value === "")
        issues.report("wrongType", place2, `The ${role} is ${brief(value)}.`, "Write the id of a rep, or leave it out.");
  }
}
var init_checkRoster = __esm({
  "src/plan/checkRoster.ts"() {
    "use strict";
    init_issueList();
    init_json();
    init_check();
  }
});

// src/router/parseBySchema.ts
async function parseBySchema(value, schema, limits2) {
  if (schema === void 0) return { value };
  try {
    const result = await schema["~standard"].validate(value);
    return result.issues === void 0 ? toJson(result.value, limits2) : { issues: result.issues.map(issueOf) };
  } catch (error) {
    return { issues: [{ code: "schema", message: `The schema threw: ${reasonOf(error)}.`, path: [], hint: "Mend the schema: it must report, not throw." }] };
  }
}
function issueOf({ message, path = [] }) {
  return {
    code: "schema",
    message,
    path: path.map((part) => typeof part === "object" ? part.key : part).map((key) => typeof key === "number" ? key : String(key)),
    hint: "Correct the value, or the schema that refuses it."
  };
}
var init_parseBySchema = __esm({
  "src/router/parseBySchema.ts"() {
    "use strict";
    init_errors();
    init_json();
  }
});

// src/router/rosterSource.ts
function createRosterSource(roster2, plan2, options) {
  return "reps" in roster2 ? fromPort(roster2, options) : fromList(roster2, plan2);
}
function fromList(list, plan2) {
  const checked = checkRoster(list, plan2.compiled.repFields);
  if ("issues" in checked) throw new RoutingError("badRoster", { issues: checked.issues });
  const compiled = keepLast(compileRoster);
  let parsed;
  return {
    fixed: checked.reps,
    current: async (present) => {
      parsed ??= parse2(checked.reps, present);
      const result = await parsed;
      if ("issues" in result) throw new RoutingError("badRoster", { issues: result.issues });
      return { roster: compiled(result.reps, present.compiled.repFields), notes: [] };
    }
  };
}
function fromPort(port, { rosterMs, timeoutMs }) {
  const compiled = keepLast(compileRoster);
  let good;
  let goodAt = Number.NEGATIVE_INFINITY;
  const refresh = async (plan2, now) => {
    const answer = await ask(now, timeoutMs, (context) => port.reps(context));
    const checked = "failed" in answer ? answer : await parse2(answer.value, plan2);
    if ("reps" in checked) {
      good = checked.reps;
      goodAt = now;
      return [];
    }
    const why = "failed" in checked ? checked.failed : firstOf(checked.issues);
    const meanwhile = good === void 0 ? "There is no earlier one, so nobody can be picked." : "The last good one stays in force.";
    return [{ about: "roster", code: "rosterFailed", message: `The roster could not be read: ${why}. ${meanwhile}` }];
  };
  return {
    current: async (plan2, now) => {
      const notes = now - goodAt >= rosterMs ? await refresh(plan2, now) : [];
      return { roster: compiled(good ?? nobody2, plan2.compiled.repFields), notes };
    }
  };
}
async function parse2(reps, plan2) {
  const checked = checkRoster(reps, plan2.compiled.repFields);
  const schema = plan2.schemas.rep;
  if ("issues" in checked || schema === void 0) return checked;
  const parsed = [];
  const issues = [];
  for (const [index, rep] of checked.reps.entries()) {
    const result = await parseBySchema(rep, schema, jsonLimits.lead);
    if ("issues" in result) issues.push(...result.issues.map((issue2) => ({ ...issue2, path: [index, ...issue2.path] })));
    else parsed.push(result.value);
  }
  return issues.length > 0 ? { issues } : checkRoster(parsed, plan2.compiled.repFields);
}
function firstOf(issues) {
  const [first] = issues;
  return first === void 0 ? "unknown" : `${formatPath(first.path)}: ${first.message}`;
}
function keepLast(make) {
  let last;
  return (one2, two) => {
    if (last === void 0 || last.one !== one2 || last.two !== two) last = { one: one2, two, result: make(one2, two) };
    return last.result;
  };
}
var nobody2;
var init_rosterSource = __esm({
  "src/router/rosterSource.ts"() {
    "use strict";
    init_roster();
    init_errors();
    init_json();
    init_checkRoster();
    init_ask();
    init_parseBySchema();
    nobody2 = [];
  }
});

// src/decide/forecast.ts
function forecast({ view }, { plan: plan2, select, roster: roster2 }) {
  const rotations = [];
  const reps = [];
  let first;
  for (const rule of [...plan2.rules, plan2.otherwise]) {
    if (!rule.isOtherwise && !holds(rule.when, view, { lists: plan2.lists })) continue;
    if (rule.to.kind === "queue") break;
    const selected = select(rule, view);
    if (selected.length === 0) continue;
    first ??= selected;
    rotations.push(rule.rotation);
    for (const rep of selected) reps.push(rep);
    if (selected.some((rep) => isActive(rep, roster2.fields) && ownLimit(rep, roster2.fields) === void 0)) break;
  }
  return { rotations, reps, first: first ?? [] };
}
var init_forecast = __esm({
  "src/decide/forecast.ts"() {
    "use strict";
    init_interpret();
    init_roster();
  }
});

// src/router/knowing.ts
function createKnowing(mode, source, clock) {
  const known2 = /* @__PURE__ */ new Map();
  const slot = (index) => mode === "exact" ? 0 : index;
  const of = (index) => known2.get(slot(index)) ?? nothingKnown;
  return {
    of,
    learn: async (index, reps) => {
      if (source.asks) known2.set(slot(index), await source.learn(of(index), reps, clock()));
    }
  };
}
function straightened(facts) {
  if (facts.straightToOtherwise) return facts;
  let made = straight.get(facts);
  if (made === void 0) {
    made = { ...facts, straightToOtherwise: true };
    straight.set(facts, made);
  }
  return made;
}
var straight;
var init_knowing = __esm({
  "src/router/knowing.ts"() {
    "use strict";
    init_facts();
    straight = /* @__PURE__ */ new WeakMap();
  }
});

// src/router/settleOne.ts
function settleOne(item, subject, moment, setting) {
  const { draft, now, used } = moment;
  const stored = draft.lead(item.key);
  if (stored !== void 0 && !(item.content === void 0 && isHeld(stored))) return { routed: routedOf(stored, item.content) };
  const snapshot = snapshotOf(item, stored, moment, setting);
  const verdict = decide(subject, snapshot);
  if (verdict.kind === "needs") return { needs: verdict };
  const { decision } = verdict;
  if (stored !== void 0 && decision.kind === "queued" && decision.queue === HELD && decision.until === stored.until) return { routed: routedOf(stored) };
  const { documents, plan: plan2, roster: roster2 } = setting;
  const [planDocument, rosterDocument, factsDocument] = [documents.plan(plan2), documents.roster(roster2), documents.facts(snapshot.facts)];
  for (const document of [planDocument, rosterDocument, factsDocument]) used.add(document);
  const salt = stored?.salt ?? item.salt;
  const inputs = {
    plan: planDocument.digest,
    roster: rosterDocument.digest,
    facts: factsDocument.digest,
    intake: contentDigest(salt, item.intake)
  };
  const subjectId = stored?.subject ?? subjectDigest(salt, item.key);
  const written = draft.record(
    eventOf(decision, verdict.ledger, subjectId, stored, inputs),
    (entry) => recordOf(decision, entry, { item, stored, salt, subject: subjectId, now })
  );
  return { routed: { ...routedOf(written), duplicate: false } };
}
function snapshotOf(item, stored, { draft, knowledge, now }, setting) {
  const { plan: plan2, roster: roster2, select, strategies, notes, mode, factSource } = setting;
  const facts = item.straightToOtherwise ? straightened(knowledge.facts) : knowledge.facts;
  return {
    plan: plan2,
    roster: roster2,
    select,
    strategies,
    now,
    facts,
    waits: stored?.waits ?? {},
    notes: [...notes, ...item.notes, ...knowledge.notes],
    ledger: draft.ledger,
    load: (rep) => draft.load(rep) ?? noLoad,
    unknown: (reps, when) => {
      const asked = factSource.asks && (mode === "exact" || when === "picked");
      return reps.filter(({ id }) => draft.load(id) === void 0 || asked && !knowledge.known.has(id));
    }
  };
}
function eventOf(decision, ledger, subject, stored, inputs) {
  const epoch = stored?.epoch ?? 0;
  const { rule } = decision;
  if (decision.kind === "assigned" && ledger !== void 0) {
    const from = stored?.queue;
    return { kind: "assigned", subject, epoch: epoch + 1, rep: decision.rep, rule, ...from === void 0 ? {} : { from }, ledger, inputs };
  }
  const { queue: queue2, until } = decision;
  return { kind: "queued", subject, epoch, queue: queue2, rule, ...until === void 0 ? {} : { until }, inputs };
}
function recordOf(decision, entry, { item, stored, salt, subject, now }) {
  const { key, intake, receivedAt } = item;
  const waits2 = stored?.waits ?? {};
  const common = {
    key,
    subject,
    salt,
    digest: stored?.digest ?? contentDigest(salt, item.content ?? null),
    intake,
    epoch: entry.event.epoch,
    decision,
    seq: entry.seq,
    receivedAt: stored?.receivedAt ?? receivedAt,
    at: now
  };
  if (decision.kind === "assigned") return { ...common, state: "assigned", rep: decision.rep, waits: waits2 };
  const { queue: queue2, until, rule } = decision;
  return {
    ...common,
    state: "queued",
    queue: queue2,
    ...until === void 0 ? { waits: waits2 } : { until, waits: { ...waits2, [rule]: until } }
  };
}
function isHeld({ state, queue: queue2 }) {
  return state === "queued" && queue2 === HELD;
}
function routedOf(stored, content) {
  const { decision, seq, epoch, salt, digest } = stored;
  return {
    ...decision,
    seq,
    epoch,
    duplicate: true,
    ...content === void 0 ? {} : { payloadChanged: contentDigest(salt, content) !== digest }
  };
}
var init_settleOne = __esm({
  "src/router/settleOne.ts"() {
    "use strict";
    init_decide();
    init_document();
    init_audit();
    init_record();
    init_knowing();
  }
});

// src/router/settle.ts
async function settle(items, setting) {
  const { plan: plan2, roster: roster2, mode, factSource, clock, documents, store } = setting;
  const subjects = items.map(({ key, intake }) => subjectOf(plan2, key, intake));
  const forecasts = subjects.map((subject) => forecast(subject, setting));
  const rotations = new Set(forecasts.flatMap((one2) => one2.rotations));
  const reps = new Set(forecasts.flatMap((one2) => one2.reps.map(({ id }) => id)));
  const knowing = createKnowing(mode, factSource, clock);
  if (mode === "exact") await knowing.learn(0, [...new Set(forecasts.flatMap((one2) => one2.first))]);
  const outcomes = [];
  let roundsLeft = items.length * (roster2.reps.length + plan2.rules.length + 2) + 10;
  while (outcomes.length < items.length) {
    if (roundsLeft-- <= 0) throw new RoutingError("unsettled");
    const from = outcomes.length;
    const step2 = (view) => {
      const draft = openDraft(view);
      const routed2 = [];
      const used = /* @__PURE__ */ new Set();
      let needs2;
      for (let index = from; index < items.length && needs2 === void 0; index++) {
        const result = settleOne(items[index], subjects[index], { draft, knowledge: knowing.of(index), now: view.now, used }, setting);
        if ("needs" in result) needs2 = result.needs;
        else routed2.push(result.routed);
      }
      const missing2 = documents.missing(used);
      return { ...used.size === 0 ? {} : { write: draft.write(missing2) }, result: { routed: routed2, needs: needs2, missing: missing2 } };
    };
    const { routed, needs, missing } = await store.transact({
      now: clock(),
      leads: items.slice(from).map(({ key }) => key),
      rotations: [...rotations],
      reps: [...reps],
      step: step2
    });
    documents.kept(missing);
    outcomes.push(...routed);
    if (needs?.what === "rotation") rotations.add(needs.rotation);
    if (needs?.what === "reps") {
      for (const { id } of needs.reps) reps.add(id);
      if (mode === "exact" || needs.moment === "picked") await knowing.learn(outcomes.length, needs.reps);
    }
  }
  return outcomes;
}
var init_settle = __esm({
  "src/router/settle.ts"() {
    "use strict";
    init_decide();
    init_forecast();
    init_errors();
    init_draft();
    init_knowing();
    init_settleOne();
  }
});

// src/router/sweepHeld.ts
async function sweepHeld(store, place2) {
  const held = await store.queued({ queue: HELD, limit: AT_ONCE });
  const outcomes = await Promise.all(held.map((stored) => place2(itemOf(stored))));
  const stays = outcomes.filter((routed) => routed.kind === "queued" && routed.queue === HELD);
  return { placed: outcomes.filter((routed) => !routed.duplicate && !stays.includes(routed)), held: stays.length };
}
function itemOf({ key, salt, intake, receivedAt }) {
  return { key, salt, content: void 0, intake, receivedAt, notes: [], straightToOtherwise: false };
}
var AT_ONCE;
var init_sweepHeld = __esm({
  "src/router/sweepHeld.ts"() {
    "use strict";
    init_document();
    AT_ONCE = 1e3;
  }
});

// src/plan/leadKey.ts
function leadKey({ keyPaths }, lead) {
  const parts = keyPaths.map((path) => readPath(lead, path));
  const issues = parts.flatMap((part, index) => checkPart(part, keyPaths[index] ?? []));
  if (issues.length > 0) return { issues };
  const [only] = parts;
  const key = parts.length === 1 ? String(only) : canonicalJson(parts);
  return key.length > longestKey ? { issues: [issue(keyPaths[0] ?? [], `The key has more than ${longestKey} characters.`, "Use a shorter field as the key.")] } : { key };
}
function checkPart(part, path) {
  const field = path.join(".");
  if (part === void 0 || part === null)
    return [issue(path, `The lead has no ${field}.`, "Give it one, or name the field that identifies a lead in the plan's `key`.")];
  if (typeof part === "number" && Number.isFinite(part)) return [];
  if (typeof part !== "string" || part === "")
    return [issue(path, `The lead's ${field} is no key.`, "Use a text that is not empty, or a number.")];
  return part.includes("\0") ? [issue(path, `The lead's ${field} has a NUL character.`, "Remove the character.")] : [];
}
function issue(path, message, hint) {
  return { code: "badKey", message, path, hint };
}
var longestKey;
var init_leadKey = __esm({
  "src/plan/leadKey.ts"() {
    "use strict";
    init_read();
    init_json();
    longestKey = 512;
  }
});

// src/router/takeIn.ts
async function takeIn(lead, { compiled, schemas }, receivedAt) {
  const content = objectOf(lead);
  const parsed = await parseBySchema(content, schemas.lead, jsonLimits.lead);
  if ("issues" in parsed) throw new RoutingError("badLead", { issues: parsed.issues });
  const fields = objectOf(parsed.value);
  const key = leadKey(compiled, fields);
  if ("issues" in key) throw new RoutingError("badLead", { issues: key.issues });
  return { key: key.key, content, lead: fields, receivedAt };
}
function intakeOf(lead, account) {
  const fields = deepFreeze(objectOf(lead));
  return account === null || account === void 0 ? { lead: fields } : { lead: fields, account: deepFreeze(objectOf(account)) };
}
function objectOf(value) {
  const copied2 = toJson(value, jsonLimits.lead);
  if ("issues" in copied2) throw new RoutingError("badLead", { issues: copied2.issues });
  if (!isObject3(copied2.value)) {
    throw new RoutingError("badLead", {
      issues: [{ code: "wrongType", message: "A lead is an object.", path: [], hint: "Pass an object with the fields of the lead." }]
    });
  }
  return copied2.value;
}
function isObject3(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
var init_takeIn = __esm({
  "src/router/takeIn.ts"() {
    "use strict";
    init_errors();
    init_json();
    init_leadKey();
    init_parseBySchema();
  }
});

// src/router/createRouter.ts
import { randomBytes } from "node:crypto";
function createRouter(options) {
  const { store, strategies = {}, clock = Date.now, salt = drawSalt, portTimeoutMs = 2e3, rosterMs = 1e3, maxWaiting = 1e4 } = options;
  const untyped = options;
  let active = activatePlan(options.plan, strategies);
  const rosterSource = createRosterSource(untyped.roster, active, { rosterMs, timeoutMs: portTimeoutMs });
  refuseEmptyFallback(active, rosterSource);
  const factSource = createFactSource(untyped);
  const documents = createDocuments();
  const select = keepSelect();
  const registered = new Map(Object.entries(untyped.strategies ?? {}));
  const middlewares = [];
  const coalescer = createCoalescer(async (batch) => {
    const { compiled: plan2 } = active;
    const { roster: roster2, notes } = await rosterSource.current(active, clock());
    const mode = options.availabilityMode ?? "exact";
    return settle(batch, { plan: plan2, roster: roster2, notes, select: select(plan2, roster2), strategies: registered, mode, factSource, documents, store, clock });
  }, maxWaiting);
  const routeOne = async (lead, turn) => {
    const arrival = await takeIn(lead, active, clock());
    const context = { key: arrival.key, lead: arrival.lead, receivedAt: arrival.receivedAt };
    const place2 = async (present) => {
      const earlier = factSource.asks || options.accounts !== void 0 ? await store.lead({ key: arrival.key }) : void 0;
      if (earlier !== void 0) {
        context.decision = routedOf(earlier, arrival.content);
        return;
      }
      const { account, note, straight: straight2 } = await matchAccount(present, untyped, clock());
      const item = {
        key: arrival.key,
        salt: salt(),
        content: arrival.content,
        intake: intakeOf(present.lead, account),
        receivedAt: arrival.receivedAt,
        notes: note === void 0 ? [] : [note],
        straightToOtherwise: straight2
      };
      await turn.mine;
      const placed = coalescer.push(item);
      turn.over();
      context.decision = await placed;
    };
    await compose(middlewares, place2)(context);
    if (context.decision === void 0) throw new RoutingError("notRouted");
    return context.decision;
  };
  const router = {
    route: (lead) => routeOne(lead, { mine: Promise.resolve(), over: () => {
    } }),
    routeMany: async (leads) => {
      const settled = [];
      for (const group of groupsOf(leads, AT_ONCE2)) {
        let before2 = Promise.resolve();
        const running = group.map((lead) => {
          const turn = takeTurn(before2);
          before2 = turn.passed;
          return routeOne(lead, turn).finally(turn.over);
        });
        settled.push(...await Promise.allSettled(running));
      }
      return settled;
    },
    use: (middleware) => {
      middlewares.push(middleware);
      return router;
    },
    explain: (key) => explainLead(key, store),
    sweep: () => sweepHeld(store, (item) => coalescer.push(item)),
    close: (key, { epoch } = {}) => closeLead(key, epoch, store, clock),
    publish: (plan2) => {
      const next = activatePlan(plan2, strategies);
      refuseEmptyFallback(next, rosterSource);
      active = next;
    },
    get plan() {
      return active.compiled.plan;
    },
    idle: () => coalescer.idle()
  };
  return router;
}
function takeTurn(before2) {
  let over = () => {
  };
  const left = new Promise((resolve) => {
    over = resolve;
  });
  return { mine: before2, over, passed: before2.then(() => left) };
}
function* groupsOf(values, size) {
  let group = [];
  for (const value of values) {
    group.push(value);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
function keepSelect() {
  let last;
  return (plan2, roster2) => {
    if (last?.plan !== plan2 || last.roster !== roster2) last = { plan: plan2, roster: roster2, select: createSelect(plan2, roster2) };
    return last.select;
  };
}
function refuseEmptyFallback({ compiled }, { fixed }) {
  const issues = fixed === void 0 ? [] : checkFallback(compiled, fixed, compiled.repFields);
  if (issues.length > 0) throw new RoutingError("badPlan", { issues });
}
function drawSalt() {
  return randomBytes(16).toString("hex");
}
var AT_ONCE2;
var init_createRouter = __esm({
  "src/router/createRouter.ts"() {
    "use strict";
    init_checkFallback();
    init_select();
    init_errors();
    init_activePlan();
    init_accounts();
    init_closeLead();
    init_coalesce();
    init_compose();
    init_documents();
    init_explainLead();
    init_facts();
    init_rosterSource();
    init_settle();
    init_settleOne();
    init_sweepHeld();
    init_takeIn();
    AT_ONCE2 = 256;
  }
});

// src/adapter/memory/frozenCopy.ts
function frozenCopy(value) {
  return copied(value);
}
function copied(value) {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`Not JSON: ${value}.`);
      return value + 0;
    case "object":
      if (value === null) return null;
      return Object.freeze(Array.isArray(value) ? value.map(copied) : record(value));
    default:
      throw new TypeError(`Not JSON: a ${typeof value}.`);
  }
}
function record(value) {
  const members = [];
  for (const [name, member] of Object.entries(value)) if (member !== void 0) members.push([name, copied(member)]);
  return Object.fromEntries(members);
}
var init_frozenCopy = __esm({
  "src/adapter/memory/frozenCopy.ts"() {
    "use strict";
  }
});

// src/adapter/memory/ledgers.ts
function createLedgers() {
  const ledgers = /* @__PURE__ */ new Map();
  return {
    apply({ rotation, turn, members }) {
      const kept = ledgers.get(rotation) ?? { turn, members: /* @__PURE__ */ new Map(), state: void 0 };
      kept.turn = turn;
      kept.state = void 0;
      for (const [rep, standing] of Object.entries(members)) kept.members.set(rep, standing);
      ledgers.set(rotation, kept);
    },
    read(rotation) {
      const kept = ledgers.get(rotation);
      if (kept === void 0) return empty;
      kept.state ??= Object.freeze({ turn: kept.turn, members: Object.freeze(Object.fromEntries(kept.members)) });
      return kept.state;
    }
  };
}
var empty;
var init_ledgers = __esm({
  "src/adapter/memory/ledgers.ts"() {
    "use strict";
    init_state();
    empty = Object.freeze({ ...emptyLedger, members: Object.freeze({}) });
  }
});

// src/adapter/memory/queues.ts
function createQueues() {
  const queues = /* @__PURE__ */ new Map();
  return {
    enter(lead) {
      if (!waits(lead)) return;
      const queue2 = queues.get(lead.queue) ?? [];
      queue2.splice(place(queue2, lead), 0, lead);
      queues.set(lead.queue, queue2);
    },
    leave(lead) {
      if (!waits(lead)) return;
      const queue2 = queues.get(lead.queue) ?? [];
      const at2 = place(queue2, lead);
      if (queue2[at2]?.key === lead.key) queue2.splice(at2, 1);
      if (queue2.length === 0) queues.delete(lead.queue);
    },
    first: (queue2, limit) => (queues.get(queue2) ?? []).slice(0, Math.max(0, limit))
  };
}
function waits(lead) {
  return lead.state === "queued" && lead.queue !== void 0;
}
function place(queue2, lead) {
  let low = 0;
  let high = queue2.length;
  while (low < high) {
    const middle = low + high >>> 1;
    if (before(queue2[middle], lead)) low = middle + 1;
    else high = middle;
  }
  return low;
}
function before(a, b) {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt;
  if (a.seq !== b.seq) return a.seq < b.seq;
  return a.key < b.key;
}
var init_queues = __esm({
  "src/adapter/memory/queues.ts"() {
    "use strict";
  }
});

// src/adapter/memory/memoryStore.ts
function memoryStore() {
  const leads = /* @__PURE__ */ new Map();
  const subjects = /* @__PURE__ */ new Map();
  const audit = [];
  const loads = /* @__PURE__ */ new Map();
  const documents = /* @__PURE__ */ new Map();
  const ledgers = createLedgers();
  const queues = createQueues();
  let ended = false;
  let stepping = false;
  const load = (rep) => loads.get(rep) ?? none;
  function assertOpen() {
    if (ended) throw new RoutingError("storeClosed");
  }
  function viewFor(request) {
    const last = audit.at(-1);
    const head = Object.freeze({ seq: last?.seq ?? 0, hash: last?.hash ?? "", at: last?.at ?? 0 });
    const known2 = /* @__PURE__ */ new Map();
    for (const key of request.leads) {
      const lead = leads.get(key);
      if (lead !== void 0) known2.set(key, lead);
    }
    return Object.freeze({
      now: Math.max(request.now, head.at),
      head,
      leads: known2,
      ledgers: new Map(request.rotations.map((rotation) => [rotation, ledgers.read(rotation)])),
      loads: new Map(request.reps.map((rep) => [rep, load(rep)]))
    });
  }
  function apply(write) {
    for (const entry of write.entries) audit.push(entry);
    for (const lead of write.leads) {
      const earlier = leads.get(lead.key);
      if (earlier !== void 0) {
        queues.leave(earlier);
        subjects.delete(earlier.subject);
      }
      leads.set(lead.key, lead);
      subjects.set(lead.subject, lead.key);
      queues.enter(lead);
    }
    for (const change of write.ledgers) ledgers.apply(change);
    for (const [rep, value] of write.loads) loads.set(rep, value);
    for (const document of write.documents) if (!documents.has(document.digest)) documents.set(document.digest, document);
  }
  return {
    name: "memory",
    durable: false,
    transact(request) {
      assertOpen();
      if (stepping) throw new RoutingError("storeFailed", { detail: "A step called `transact` of its own store; steps are pure." });
      const view = viewFor(request);
      stepping = true;
      try {
        const { write, result } = request.step(view);
        if (write !== void 0) apply(copyOf(write, view.head.seq));
        return result;
      } finally {
        stepping = false;
      }
    },
    lead(by) {
      assertOpen();
      const key = "key" in by ? by.key : subjects.get(by.subject);
      return key === void 0 ? void 0 : leads.get(key);
    },
    queued({ queue: queue2, limit }) {
      assertOpen();
      return queues.first(queue2, limit);
    },
    audit({ after, limit }) {
      assertOpen();
      const from = Math.max(0, after);
      return audit.slice(from, from + Math.max(0, limit));
    },
    loads(reps) {
      assertOpen();
      return Object.fromEntries(reps.map((rep) => [rep, load(rep)]));
    },
    ledger(rotation) {
      assertOpen();
      return ledgers.read(rotation);
    },
    document(digest) {
      assertOpen();
      return documents.get(digest);
    },
    end() {
      ended = true;
    }
  };
}
function copyOf(write, head) {
  write.entries.forEach((entry, index) => {
    if (entry.seq === head + 1 + index) return;
    throw new RoutingError("storeFailed", { detail: `Audit entry ${entry.seq} does not continue ${head + index}.` });
  });
  try {
    return {
      entries: frozenCopy(write.entries),
      leads: frozenCopy(write.leads),
      ledgers: frozenCopy(write.ledgers),
      loads: new Map(Array.from(write.loads, ([rep, value]) => [rep, frozenCopy(value)])),
      documents: frozenCopy(write.documents)
    };
  } catch (cause) {
    throw new RoutingError("storeFailed", { detail: "A record is not JSON.", cause });
  }
}
var none;
var init_memoryStore = __esm({
  "src/adapter/memory/memoryStore.ts"() {
    "use strict";
    init_errors();
    init_record();
    init_frozenCopy();
    init_ledgers();
    init_queues();
    none = Object.freeze({ ...noLoad });
  }
});

// src/simulate/replay.ts
async function replay(store, { strategies = {}, onProgress } = {}) {
  const folding = createFolding();
  const worlds = createWorlds(store);
  const registered = new Map(Object.entries(strategies));
  const waits2 = /* @__PURE__ */ new Map();
  let head = emptyHead;
  let same = 0;
  let unrepeatable = 0;
  const report2 = (difference) => ({
    entries: head.seq,
    same,
    unrepeatable,
    ...difference === void 0 ? {} : { difference },
    state: folding.state()
  });
  for (let page = await store.audit({ after: 0, limit: PAGE }); page.length > 0; page = await store.audit({ after: head.seq, limit: PAGE })) {
    for (const entry of page) {
      const fault = faultOf2(head, entry);
      if (fault !== void 0) return report2({ seq: entry.seq, what: fault });
      const { event } = entry;
      if (event.kind !== "closed") {
        const stored = await store.lead({ subject: event.subject });
        const world = await worlds.of(event.inputs);
        if (world === void 0) return report2({ seq: entry.seq, what: "the plan, roster or facts of the decision are missing" });
        if (stored === void 0 || contentDigest(stored.salt, stored.intake) !== event.inputs.intake) unrepeatable += 1;
        else {
          const { facts, ...compiled } = world;
          const snapshot = {
            ...compiled,
            facts,
            strategies: registered,
            now: entry.at,
            notes: [],
            waits: waits2.get(event.subject) ?? {},
            ledger: folding.ledger,
            load: folding.load,
            unknown: () => []
          };
          const repeated = eventOf2(decide(subjectOf(world.plan, stored.key, stored.intake), snapshot), event);
          if (canonicalJson(repeated) !== canonicalJson(event)) {
            return report2({ seq: entry.seq, what: whatDiffers(event, repeated), recorded: event, repeated });
          }
          same += 1;
        }
        if (event.kind === "queued" && event.until !== void 0) waits2.set(event.subject, { ...waits2.get(event.subject), [event.rule]: event.until });
      }
      folding.apply(event);
      head = entry;
      if (head.seq % PAGE === 0) onProgress?.(head.seq);
    }
  }
  return report2();
}
async function verifyAudit(store) {
  let head = emptyHead;
  for (let page = await store.audit({ after: 0, limit: PAGE }); page.length > 0; page = await store.audit({ after: head.seq, limit: PAGE })) {
    for (const entry of page) {
      const what = faultOf2(head, entry);
      if (what !== void 0) return { entries: head.seq, fault: { seq: entry.seq, what } };
      head = entry;
    }
  }
  return { entries: head.seq };
}
function eventOf2(verdict, { subject, epoch, inputs, ...recorded }) {
  if (verdict.kind === "needs") throw new Error("unreachable: in a replay everything is known");
  const { decision, ledger } = verdict;
  const { rule } = decision;
  if (decision.kind === "queued") {
    const { queue: queue2, until } = decision;
    return { kind: "queued", subject, epoch, queue: queue2, rule, ...until === void 0 ? {} : { until }, inputs };
  }
  const from = recorded.kind === "assigned" && recorded.from !== void 0 ? { from: recorded.from } : {};
  return { kind: "assigned", subject, epoch, rep: decision.rep, rule, ...from, ledger, inputs };
}
function whatDiffers(recorded, repeated) {
  const outcome = (event) => event.kind === "queued" ? `the queue ${event.queue}` : event.rep ?? "nobody";
  if (outcome(recorded) !== outcome(repeated)) return `recorded: ${outcome(recorded)}; repeated: ${outcome(repeated)}`;
  return "the outcome is the same, its rule or its ledger is not";
}
function createFolding() {
  const ledgers = /* @__PURE__ */ new Map();
  const loads = /* @__PURE__ */ new Map();
  const ledger = (rotation) => ledgers.get(rotation) ?? emptyLedger;
  const load = (rep) => loads.get(rep) ?? noLoad;
  return {
    ledger,
    load,
    apply: (event) => {
      if (event.kind === "assigned") ledgers.set(event.ledger.rotation, applyLedgerChange(ledger(event.ledger.rotation), event.ledger));
      for (const [rep, after] of loadsAfter(event, load)) loads.set(rep, after);
    },
    state: () => ({ ledgers: Object.fromEntries(ledgers), loads: Object.fromEntries(loads) })
  };
}
function createWorlds(store) {
  const plans = /* @__PURE__ */ new Map();
  const rosters = /* @__PURE__ */ new Map();
  let lastFacts;
  const contentOf = async (digest) => (await store.document(digest))?.content;
  return {
    of: async ({ plan: planDigest, roster: rosterDigest, facts: factsDigest }) => {
      let plan2 = plans.get(planDigest);
      if (plan2 === void 0) {
        const content = await contentOf(planDigest);
        if (content === void 0) return void 0;
        plan2 = compilePlan(content);
        plans.set(planDigest, plan2);
      }
      const both = `${planDigest}:${rosterDigest}`;
      let compiled = rosters.get(both);
      if (compiled === void 0) {
        const content = await contentOf(rosterDigest);
        if (content === void 0) return void 0;
        const roster2 = compileRoster(content, plan2.repFields);
        compiled = { roster: roster2, select: createSelect(plan2, roster2) };
        rosters.set(both, compiled);
      }
      if (lastFacts?.digest !== factsDigest) {
        const content = await contentOf(factsDigest);
        if (content === void 0) return void 0;
        lastFacts = { digest: factsDigest, facts: content };
      }
      return { plan: plan2, ...compiled, facts: lastFacts.facts };
    }
  };
}
var PAGE;
var init_replay = __esm({
  "src/simulate/replay.ts"() {
    "use strict";
    init_decide();
    init_roster();
    init_select();
    init_json();
    init_apply();
    init_state();
    init_compilePlan();
    init_audit();
    init_evolve();
    init_record();
    PAGE = 500;
  }
});

// src/index.ts
var init_src = __esm({
  "src/index.ts"() {
    "use strict";
    init_defineRouting();
    init_shorthand();
    init_checkPlan();
    init_createRouter();
    init_memoryStore();
    init_replay();
    init_evolve();
    init_record();
    init_errors();
  }
});

// src/adapter/sqlite/failure.ts
function isBusy(error) {
  const { errcode, code } = codesOf(error);
  if (typeof errcode === "number") return (errcode & 255) === 5 || (errcode & 255) === 6;
  if (typeof code === "string" && code.startsWith("SQLITE_")) return /^SQLITE_(BUSY|LOCKED)/.test(code);
  return error instanceof Error && /^database (table |schema )?is locked/.test(error.message);
}
function isNested(error) {
  return error instanceof Error && error.message.includes("within a transaction");
}
function failure(error, file) {
  if (error instanceof RoutingError) return error;
  const { errcode, code } = codesOf(error);
  const primary = typeof errcode === "number" ? errcode & 255 : void 0;
  const said = error instanceof Error ? error.message : String(error);
  const known2 = remedies.find(
    ([number2, name, words]) => primary === number2 || typeof code === "string" && code.startsWith(name) || said.includes(words)
  );
  const detail = `${file === void 0 ? "" : `'${file}': `}${said}${known2 === void 0 ? "" : `: ${known2[3]}`}.`;
  return new RoutingError("storeFailed", { detail, cause: error });
}
function codesOf(error) {
  return typeof error === "object" && error !== null ? error : {};
}
var remedies;
var init_failure = __esm({
  "src/adapter/sqlite/failure.ts"() {
    "use strict";
    init_errors();
    remedies = [
      [
        5,
        "SQLITE_BUSY",
        "database is locked",
        "another process held the database all the time; raise `busyTimeoutMs` or look for a long transaction"
      ],
      [6, "SQLITE_LOCKED", "table is locked", "another connection held a table all the time"],
      [8, "SQLITE_READONLY", "readonly database", "the file or its folder may not be written; SQLite makes -wal and -shm files in the folder"],
      [10, "SQLITE_IOERR", "disk I/O error", "look at the disk"],
      [11, "SQLITE_CORRUPT", "malformed", "the file is damaged; restore it from a backup"],
      [13, "SQLITE_FULL", "disk is full", "make room, then send the lead again"],
      [14, "SQLITE_CANTOPEN", "unable to open", "does the folder exist, and may this process write to it?"],
      [26, "SQLITE_NOTADB", "not a database", "the file is something else; choose another path"]
    ];
  }
});

// src/adapter/sqlite/migrations.ts
var migrations;
var init_migrations = __esm({
  "src/adapter/sqlite/migrations.ts"() {
    "use strict";
    migrations = [
      `
  create table fairlead_leads (
    key text primary key not null,
    subject text not null unique,
    salt text not null,
    digest text not null,
    intake text not null,
    decision text not null,
    waits text not null,
    state text not null check (state in ('assigned', 'queued', 'closed')),
    rep text,
    queue text,
    until integer,
    epoch integer not null,
    seq integer not null,
    received_at integer not null,
    at integer not null
  ) strict;
  create index fairlead_leads_waiting on fairlead_leads (queue, received_at, seq, key) where state = 'queued';

  create table fairlead_ledgers (
    rotation text primary key not null,
    turn integer not null
  ) strict, without rowid;
  create table fairlead_standings (
    rotation text not null,
    rep text not null,
    credit integer not null,
    last integer not null,
    primary key (rotation, rep)
  ) strict, without rowid;

  create table fairlead_loads (
    rep text primary key not null,
    open integer not null,
    assigned integer not null
  ) strict, without rowid;

  create table fairlead_audit (
    seq integer primary key not null,
    at integer not null,
    subject text not null,
    event text not null,
    previous text not null,
    hash text not null
  ) strict;

  create table fairlead_documents (
    digest text primary key not null,
    kind text not null,
    content text not null
  ) strict;
  `
    ];
  }
});

// src/adapter/sqlite/patience.ts
function attempted(call) {
  try {
    return { done: true, result: call() };
  } catch (error) {
    if (isBusy(error)) return { done: false, error };
    throw error;
  }
}
function patiently(attempt, limitMs, giveUp) {
  const deadline = performance.now() + limitMs;
  const first = attempt();
  return first.done ? first.result : persevere(attempt, deadline, giveUp);
}
async function persevere(attempt, deadline, giveUp) {
  for (let round2 = 0; ; round2++) {
    const outcome = attempt();
    if (outcome.done) return outcome.result;
    if (performance.now() >= deadline) throw giveUp(outcome.error);
    await new Promise((resolve) => setTimeout(resolve, pauseMs(round2)));
  }
}
function patientlyBlocking(attempt, limitMs, giveUp) {
  const deadline = performance.now() + limitMs;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let round2 = 0; ; round2++) {
    const outcome = attempt();
    if (outcome.done) return outcome.result;
    if (performance.now() >= deadline) throw giveUp(outcome.error);
    Atomics.wait(sleeper, 0, 0, pauseMs(round2));
  }
}
function pauseMs(round2) {
  return 0.5 + Math.random() * Math.min(4, 2 ** round2);
}
var init_patience = __esm({
  "src/adapter/sqlite/patience.ts"() {
    "use strict";
    init_failure();
  }
});

// src/adapter/sqlite/text.ts
function toText(id) {
  return special.test(id) ? id.replace(specials, escaped) : id;
}
function fromText(text2) {
  return text2.includes("\\") ? text2.replace(escapes, (_, code) => code === void 0 ? "\\" : String.fromCharCode(parseInt(code, 16))) : text2;
}
function escaped(character) {
  return character === "\\" ? "\\\\" : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
var special, specials, escapes;
var init_text = __esm({
  "src/adapter/sqlite/text.ts"() {
    "use strict";
    special = /[\0\\\p{Surrogate}]/u;
    specials = /[\0\\\p{Surrogate}]/gu;
    escapes = /\\(?:\\|u([0-9a-f]{4}))/g;
  }
});

// src/adapter/sqlite/rows.ts
function rowOf(answer) {
  return answer === void 0 || answer === null ? void 0 : answer;
}
function one(answer, from) {
  const row = rowOf(answer);
  return row === void 0 ? void 0 : from(row);
}
function rowsOf(answer) {
  return answer;
}
function number(value) {
  return Number(value);
}
function text(value) {
  return fromText(value);
}
function json(value) {
  return JSON.parse(value);
}
function leadFrom(row) {
  return {
    key: text(row.key),
    subject: text(row.subject),
    salt: text(row.salt),
    digest: text(row.digest),
    intake: json(row.intake),
    state: row.state,
    ...row.rep === null ? {} : { rep: text(row.rep) },
    ...row.queue === null ? {} : { queue: text(row.queue) },
    ...row.until === null ? {} : { until: number(row.until) },
    waits: json(row.waits),
    epoch: number(row.epoch),
    decision: json(row.decision),
    seq: number(row.seq),
    receivedAt: number(row.received_at),
    at: number(row.at)
  };
}
function leadValues(lead) {
  return [
    toText(lead.key),
    toText(lead.subject),
    toText(lead.salt),
    toText(lead.digest),
    JSON.stringify(lead.intake),
    JSON.stringify(lead.decision),
    JSON.stringify(lead.waits),
    lead.state,
    lead.rep === void 0 ? null : toText(lead.rep),
    lead.queue === void 0 ? null : toText(lead.queue),
    lead.until ?? null,
    lead.epoch,
    lead.seq,
    lead.receivedAt,
    lead.at
  ];
}
function entryFrom(row) {
  return { seq: number(row.seq), at: number(row.at), event: json(row.event), previous: text(row.previous), hash: text(row.hash) };
}
function entryValues({ seq, at: at2, event, previous, hash }) {
  return [seq, at2, toText(event.subject), JSON.stringify(event), toText(previous), toText(hash)];
}
function documentFrom(row) {
  return { digest: text(row.digest), kind: row.kind, content: json(row.content) };
}
function documentValues({ digest, kind, content }) {
  return [toText(digest), kind, JSON.stringify(content)];
}
function loadFrom(row) {
  return { open: number(row.open), assigned: number(row.assigned) };
}
var init_rows = __esm({
  "src/adapter/sqlite/rows.ts"() {
    "use strict";
    init_text();
  }
});

// src/adapter/sqlite/statements.ts
function prepareOnce(database) {
  const prepared = /* @__PURE__ */ new Map();
  return (name) => {
    const known2 = prepared.get(name);
    if (known2 !== void 0) return known2;
    const statement = database.prepare(sql[name]);
    prepared.set(name, statement);
    return statement;
  };
}
var sql;
var init_statements = __esm({
  "src/adapter/sqlite/statements.ts"() {
    "use strict";
    sql = {
      begin: "begin immediate",
      commit: "commit",
      rollback: "rollback",
      // Not `pragma busy_timeout`, which may be answered when it is prepared.
      busyTimeout: "select timeout from pragma_busy_timeout",
      head: "select seq, hash, at from fairlead_audit order by seq desc limit 1",
      entriesAfter: "select seq, at, event, previous, hash from fairlead_audit where seq > ? order by seq limit ?",
      addEntry: "insert into fairlead_audit (seq, at, subject, event, previous, hash) values (?, ?, ?, ?, ?, ?)",
      leadByKey: "select * from fairlead_leads where key = ?",
      leadBySubject: "select * from fairlead_leads where subject = ?",
      leadsWaiting: `select * from fairlead_leads where state = 'queued' and queue = ? order by received_at, seq, key limit ?`,
      putLead: `
    insert into fairlead_leads
      (key, subject, salt, digest, intake, decision, waits, state, rep, queue, until, epoch, seq, received_at, at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (key) do update set
      subject = excluded.subject, salt = excluded.salt, digest = excluded.digest, intake = excluded.intake,
      decision = excluded.decision, waits = excluded.waits, state = excluded.state, rep = excluded.rep, queue = excluded.queue,
      until = excluded.until, epoch = excluded.epoch, seq = excluded.seq, received_at = excluded.received_at, at = excluded.at`,
      // One statement, so that a read outside of a transaction cannot get the turn before and the standings after a commit.
      ledger: `
    select ledger.turn, standing.rep, standing.credit, standing.last
    from fairlead_ledgers ledger left join fairlead_standings standing on standing.rotation = ledger.rotation
    where ledger.rotation = ?`,
      putTurn: "insert into fairlead_ledgers (rotation, turn) values (?, ?) on conflict (rotation) do update set turn = excluded.turn",
      putStanding: `
    insert into fairlead_standings (rotation, rep, credit, last) values (?, ?, ?, ?)
    on conflict (rotation, rep) do update set credit = excluded.credit, last = excluded.last`,
      loads: "select rep, open, assigned from fairlead_loads where rep in (select value from json_each(?))",
      putLoad: `
    insert into fairlead_loads (rep, open, assigned) values (?, ?, ?)
    on conflict (rep) do update set open = excluded.open, assigned = excluded.assigned`,
      document: "select digest, kind, content from fairlead_documents where digest = ?",
      addDocument: "insert into fairlead_documents (digest, kind, content) values (?, ?, ?) on conflict (digest) do nothing"
    };
  }
});

// src/adapter/sqlite/migrate.ts
function migrate(database, limitMs, steps = migrations) {
  let version = patientlyBlocking(() => attempted(() => versionOf(database)), limitMs, failure);
  while (version < steps.length) version = patientlyBlocking(() => attempted(() => step(database, steps)), limitMs, failure);
  if (version > steps.length) {
    throw new RoutingError("schemaNewer", { detail: `Its schema has version ${version}, this process knows ${steps.length}.` });
  }
}
function step(database, steps) {
  database.exec(sql.begin);
  try {
    const version = versionOf(database);
    const next = steps[version];
    if (next !== void 0) {
      database.exec(meta);
      database.exec(next);
      database.prepare(writeVersion).run(version + 1);
    }
    database.exec(sql.commit);
    return next === void 0 ? version : version + 1;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}
function rollBack(database) {
  try {
    database.exec(sql.rollback);
  } catch {
  }
}
function versionOf(database) {
  if (rowOf(database.prepare(metaExists).get()) === void 0) return 0;
  const version = number(rowOf(database.prepare(readVersion).get())?.value ?? 0);
  if (!Number.isSafeInteger(version) || version < 0)
    throw new RoutingError("storeFailed", { detail: `Its schema has the version ${version}.` });
  return version;
}
var meta, metaExists, readVersion, writeVersion;
var init_migrate = __esm({
  "src/adapter/sqlite/migrate.ts"() {
    "use strict";
    init_errors();
    init_failure();
    init_migrations();
    init_patience();
    init_rows();
    init_statements();
    meta = "create table if not exists fairlead_meta (name text primary key not null, value integer not null) strict";
    metaExists = `select 1 as found from sqlite_master where type = 'table' and name = 'fairlead_meta'`;
    readVersion = `select value from fairlead_meta where name = 'schema'`;
    writeVersion = `insert into fairlead_meta (name, value) values ('schema', ?) on conflict (name) do update set value = excluded.value`;
  }
});

// src/adapter/sqlite/driver.ts
import { createRequire } from "node:module";
function findDriver(names = ["node:sqlite", "@photostructure/sqlite"]) {
  for (const name of names) {
    const module = loaded(name);
    if (module !== void 0) return { name, open: (file) => new module.DatabaseSync(file) };
  }
  throw new RoutingError("noSqlite");
}
function loaded(name) {
  try {
    const module = name === "node:sqlite" ? process.getBuiltinModule(name) : createRequire(import.meta.url)(name);
    return isSqlite(module) ? module : void 0;
  } catch {
    return void 0;
  }
}
function isSqlite(module) {
  return typeof module === "object" && module !== null && "DatabaseSync" in module && typeof module.DatabaseSync === "function";
}
var init_driver = __esm({
  "src/adapter/sqlite/driver.ts"() {
    "use strict";
    init_errors();
  }
});

// src/adapter/sqlite/open.ts
function open(from, options) {
  return typeof from === "string" ? openFile(from, options) : adopt(from, options);
}
function openFile(file, { synchronous = "full", busyTimeoutMs }) {
  const driver = findDriver();
  const named = (error) => failure(error, file);
  let close = () => {
  };
  try {
    const database = driver.open(file);
    close = () => database.close();
    database.exec("pragma busy_timeout = 0");
    patientlyBlocking(() => attempted(() => database.exec("pragma journal_mode = wal")), busyTimeoutMs, named);
    database.exec(`pragma synchronous = ${synchronous}`);
    migrate(database, busyTimeoutMs);
    return { database, begin: () => void database.exec(sql.begin), close, durable: isFile(database) };
  } catch (error) {
    close();
    throw named(error);
  }
}
function adopt(database, { synchronous, busyTimeoutMs }) {
  try {
    const probe = rowOf(database.prepare("select 1 as one").get());
    if (Number(probe?.one) !== 1) throw new RoutingError("storeFailed", { detail: "The database object does not return rows as objects." });
    if (synchronous !== void 0) database.exec(`pragma synchronous = ${synchronous}`);
    migrate(database, busyTimeoutMs);
    return { database, begin: beginner(database), close: () => {
    }, durable: isFile(database) };
  } catch (error) {
    throw failure(error);
  }
}
function beginner(database) {
  const busyTimeout = database.prepare(sql.busyTimeout);
  return () => {
    const timeoutMs = Number(rowOf(busyTimeout.get())?.timeout ?? 0);
    if (timeoutMs > 0) database.exec("pragma busy_timeout = 0");
    try {
      database.exec(sql.begin);
    } finally {
      if (timeoutMs > 0) database.exec(`pragma busy_timeout = ${timeoutMs}`);
    }
  };
}
function isFile(database) {
  const main = rowOf(database.prepare(`select file from pragma_database_list where name = 'main'`).get());
  return typeof main?.file === "string" && main.file !== "";
}
var init_open = __esm({
  "src/adapter/sqlite/open.ts"() {
    "use strict";
    init_errors();
    init_driver();
    init_failure();
    init_migrate();
    init_patience();
    init_rows();
    init_statements();
  }
});

// src/adapter/sqlite/tables.ts
function createTables(prepare2) {
  const leadByKey = (key) => one(prepare2("leadByKey").get(toText(key)), leadFrom);
  function head() {
    return one(prepare2("head").get(), (row) => ({ seq: number(row.seq), hash: text(row.hash), at: number(row.at) })) ?? {
      seq: 0,
      hash: "",
      at: 0
    };
  }
  function ledger(rotation) {
    const rows = rowsOf(prepare2("ledger").all(toText(rotation)));
    const members = rows.filter((row) => row.rep !== null).map((row) => [text(row.rep), [number(row.credit), number(row.last)]]);
    return { turn: number(rows[0]?.turn ?? 0), members: Object.fromEntries(members) };
  }
  function putLedger({ rotation, turn, members }) {
    const name = toText(rotation);
    prepare2("putTurn").run(name, turn);
    const put = prepare2("putStanding");
    for (const [rep, [credit, last]] of Object.entries(members)) put.run(name, toText(rep), credit, last);
  }
  function loads(reps) {
    const answer = new Map(reps.map((rep) => [rep, { ...noLoad }]));
    if (reps.length === 0) return answer;
    for (const row of rowsOf(prepare2("loads").all(JSON.stringify(reps.map(toText))))) answer.set(text(row.rep), loadFrom(row));
    return answer;
  }
  return {
    leadByKey,
    leadBySubject: (subject) => one(prepare2("leadBySubject").get(toText(subject)), leadFrom),
    waiting: (queue2, limit) => rowsOf(prepare2("leadsWaiting").all(toText(queue2), bounded(limit))).map(leadFrom),
    entries: (after, limit) => rowsOf(prepare2("entriesAfter").all(after, bounded(limit))).map(entryFrom),
    loads,
    ledger,
    document: (digest) => one(prepare2("document").get(toText(digest)), documentFrom),
    view(request) {
      const end = head();
      const leads = /* @__PURE__ */ new Map();
      for (const key of request.leads) {
        const lead = leadByKey(key);
        if (lead !== void 0) leads.set(key, lead);
      }
      return {
        now: Math.max(request.now, end.at),
        head: end,
        leads,
        ledgers: new Map(request.rotations.map((rotation) => [rotation, ledger(rotation)])),
        loads: loads(request.reps)
      };
    },
    write(write, head2) {
      write.entries.forEach((entry, index) => {
        if (entry.seq !== head2 + 1 + index) {
          throw new RoutingError("storeFailed", { detail: `Audit entry ${entry.seq} does not continue ${head2 + index}.` });
        }
        prepare2("addEntry").run(...entryValues(entry));
      });
      for (const lead of write.leads) prepare2("putLead").run(...leadValues(lead));
      for (const change of write.ledgers) putLedger(change);
      for (const [rep, { open: open2, assigned }] of write.loads) prepare2("putLoad").run(toText(rep), open2, assigned);
      for (const document of write.documents) prepare2("addDocument").run(...documentValues(document));
    }
  };
}
function bounded(limit) {
  return Math.min(Math.max(0, limit), Number.MAX_SAFE_INTEGER);
}
var init_tables = __esm({
  "src/adapter/sqlite/tables.ts"() {
    "use strict";
    init_errors();
    init_record();
    init_rows();
    init_text();
  }
});

// src/adapter/sqlite/sqliteStore.ts
function sqliteStore(fileOrDatabase, options = {}) {
  const { synchronous, busyTimeoutMs: limitMs = 1e4 } = options;
  const { database, begin, close, durable } = open(fileOrDatabase, { synchronous, busyTimeoutMs: limitMs });
  const tables = createTables(prepareOnce(database));
  let ended = false;
  let stepping = false;
  let line;
  const reads = /* @__PURE__ */ new Set();
  function assertOpen() {
    if (ended !== false) throw new RoutingError("storeClosed");
  }
  function once(request) {
    let begun = false;
    try {
      begin();
      begun = true;
      const view = tables.view(request);
      stepping = true;
      const { write, result } = request.step(view);
      stepping = false;
      if (write !== void 0) tables.write(write, view.head.seq);
      database.exec(sql.commit);
      return { done: true, result };
    } catch (error) {
      const ofStep = stepping;
      stepping = false;
      if (begun) rollBack(database);
      if (ofStep) throw error;
      if (isBusy(error) || !begun && isNested(error)) return { done: false, error };
      throw failure(error);
    }
  }
  function transact(request) {
    assertOpen();
    if (stepping) throw new RoutingError("storeFailed", { detail: "A step called `transact` of its own store; steps are pure." });
    const deadline = performance.now() + limitMs;
    if (line === void 0) {
      const first = once(request);
      if (first.done) return first.result;
    }
    const settled = (line ?? Promise.resolve()).then(() => persevere(() => once(request), deadline, tooLong));
    const next = settled.then(ignore, ignore).then(() => {
      if (line === next) line = void 0;
    });
    line = next;
    return settled;
  }
  function read(query) {
    assertOpen();
    const attempt = () => {
      try {
        return attempted(query);
      } catch (error) {
        throw failure(error);
      }
    };
    const answer = patiently(attempt, limitMs, tooLong);
    if (answer instanceof Promise) {
      const settled = answer.then(ignore, ignore).then(() => void reads.delete(settled));
      reads.add(settled);
    }
    return answer;
  }
  return {
    name: "sqlite",
    durable,
    transact,
    lead: (by) => read(() => "key" in by ? tables.leadByKey(by.key) : tables.leadBySubject(by.subject)),
    queued: ({ queue: queue2, limit }) => read(() => tables.waiting(queue2, limit)),
    audit: ({ after, limit }) => read(() => tables.entries(after, limit)),
    loads: (reps) => read(() => Object.fromEntries(tables.loads(reps))),
    ledger: (rotation) => read(() => tables.ledger(rotation)),
    document: (digest) => read(() => tables.document(digest)),
    end() {
      if (ended !== false) return ended;
      const waiting = [...reads, ...line === void 0 ? [] : [line]];
      if (waiting.length > 0) ended = Promise.all(waiting).then(close);
      else {
        ended = void 0;
        close();
      }
      return ended;
    }
  };
}
function tooLong(error) {
  if (!isNested(error)) return failure(error);
  return new RoutingError("storeFailed", {
    detail: "The database object was inside a transaction of its own all the time; commit it before the router is asked.",
    cause: error
  });
}
var ignore;
var init_sqliteStore = __esm({
  "src/adapter/sqlite/sqliteStore.ts"() {
    "use strict";
    init_errors();
    init_failure();
    init_migrate();
    init_open();
    init_patience();
    init_statements();
    init_tables();
    ignore = () => {
    };
  }
});

// src/adapter/sqlite/index.ts
var init_sqlite = __esm({
  "src/adapter/sqlite/index.ts"() {
    "use strict";
    init_sqliteStore();
  }
});

// ../../tmp/attack/lib.ts
var lib_exports = {};
__export(lib_exports, {
  RoutingError: () => RoutingError,
  accountOwner: () => accountOwner,
  checkPlan: () => checkPlan,
  createRouter: () => createRouter,
  defineRouting: () => defineRouting,
  emptyState: () => emptyState,
  evolve: () => evolve,
  evolveAll: () => evolveAll,
  isRoutingError: () => isRoutingError,
  leastLoaded: () => leastLoaded,
  memoryStore: () => memoryStore,
  replay: () => replay,
  roundRobin: () => roundRobin,
  sqliteStore: () => sqliteStore,
  territory: () => territory,
  type: () => type,
  verifyAudit: () => verifyAudit,
  weighted: () => weighted
});
var init_lib = __esm({
  "../../tmp/attack/lib.ts"() {
    init_src();
    init_sqlite();
  }
});

// ../../tmp/attack/a.ts
init_lib();
process.on("unhandledRejection", (e) => console.log("!! UNHANDLED", e));
var P = (p) => {
  const r = checkPlan({ fairlead: 1, name: "p", ...p });
  if (r.issues) throw new Error(JSON.stringify(r.issues));
  return r.plan;
};
var plan = P({ rules: [{ name: "r", to: {} }], otherwise: { to: {} } });
var roster = [{ id: "ana" }, { id: "bob" }];
var T = async (name, f) => {
  const limit = new Promise((r) => setTimeout(() => r("** TIMEOUT 6s **"), 6e3));
  try {
    console.log("##", name, "=>", await Promise.race([f(), limit]));
  } catch (e) {
    console.log("##", name, "THREW", e?.name, e?.code, e?.message, e?.cause?.message ?? "");
  }
};
for (const [sn, mk] of [["mem", () => memoryStore()], ["sql", () => sqliteStore(":memory:")]]) {
  await T(sn + " until MAX_SAFE", async () => {
    const r = createRouter({ plan, roster, store: mk(), availability: (rep) => rep.id === "ana" ? true : { away: "left", until: Number.MAX_SAFE_INTEGER } });
    console.log((await r.route({ id: "L1" })).kind);
    return (await r.explain("L1")).sentence;
  });
  await T(sn + " open Infinity", async () => {
    const store = mk();
    const r = createRouter({ plan, roster, store, capacity: { many: () => ({ ana: { limit: 10, open: Infinity } }) } });
    const o = await r.routeMany([1, 2, 3].map((i) => ({ id: "L" + i })));
    return JSON.stringify([o.map((x) => x.value?.rep ?? x.reason.message + "|" + x.reason.cause?.message), (await replay(store)).difference]);
  });
  await T(sn + " fractional clock", async () => {
    const r = createRouter({ plan, roster, store: mk(), clock: () => 1000.5 });
    return (await r.route({ id: "a" })).rep;
  });
  await T(sn + " salt undefined", async () => {
    const r = createRouter({ plan, roster, store: mk(), salt: (() => void 0) });
    return (await r.route({ id: "a" })).rep;
  });
}
await T("account with bigint", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), accounts: () => ({ id: "acme", revenue: 10n }) });
  return (await r.route({ id: "a" })).rep;
});
await T("account id getter throws", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), accounts: () => ({ get id() {
    throw new Error("foreign");
  } }) });
  return (await r.route({ id: "a" })).rep;
});
await T("middleware account string", async () => {
  const r = createRouter({ plan, roster, store: memoryStore() });
  r.use(async (c, n) => {
    c.account = "acme";
    await n();
  });
  return (await r.route({ id: "a" })).rep;
});
await T("thenable w/o return", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), availability: { many: () => ({ then(ok) {
    ok({ ana: true, bob: true });
  } }) } });
  return (await r.route({ id: "a" })).rep;
});
await T("portTimeout Infinity", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), portTimeoutMs: Infinity, availability: async () => {
    await new Promise((x) => setTimeout(x, 30));
    return true;
  } });
  const d = await r.route({ id: "a" });
  return (await r.explain("a")).sentence;
});
await T("idle then end", async () => {
  const store = memoryStore();
  const r = createRouter({ plan, roster, store });
  const p = r.route({ id: "a" }).then((d) => d.rep, (e) => "route rejected: " + e.code);
  await r.idle();
  await store.end();
  return p;
});
await T("sweep starvation", async () => {
  let now = 1e12, away = true;
  const pl = P({ rules: [{ name: "west", when: { t: "w" }, to: { t: "w" }, whenNobody: { wait: { days: 30 } } }, { name: "east", when: { t: "e" }, to: { t: "e" }, whenNobody: { wait: { minutes: 1 } } }], otherwise: { to: {} } });
  const r = createRouter({ plan: pl, roster: [{ id: "w", t: "w" }, { id: "e", t: "e" }], store: memoryStore(), clock: () => now, availability: (rep) => rep.id === "w" ? false : !away });
  await r.routeMany(Array.from({ length: 1e3 }, (_, i) => ({ id: "W" + i, t: "w" })));
  now += 1;
  console.log((await r.route({ id: "E", t: "e" })).queue);
  away = false;
  for (let i = 0; i < 20; i++) {
    now += 6e4 * 60;
    await r.sweep();
  }
  const d = await r.route({ id: "E", t: "e" });
  return [d.kind, d.queue, "until passed by ms", now - d.until].join(" ");
});
await T("routeMany overload", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), maxWaiting: 10 });
  const o = await r.routeMany(Array.from({ length: 100 }, (_, i) => ({ id: "L" + i })));
  return o.filter((x) => x.status === "rejected").length + " rejected " + o.find((x) => x.status === "rejected")?.reason.code;
});
await T("sweep overload", async () => {
  let there = false;
  const pl = P({ rules: [], otherwise: { to: {}, whenNobody: "hold" } });
  const r = createRouter({ plan: pl, roster, store: memoryStore(), maxWaiting: 10, availability: () => there });
  for (let i = 0; i < 30; i++) await r.route({ id: "L" + i });
  there = true;
  return JSON.stringify(await r.sweep().then((x) => x.placed.length));
});
await T("semaphore deadlock", async () => {
  const r = createRouter({ plan, roster, store: memoryStore() });
  let busy = false;
  const q = [];
  r.use(async (c, n) => {
    if (c.key === "L0") await new Promise((x) => setTimeout(x, 20));
    await n();
  });
  r.use(async (c, n) => {
    if (busy) await new Promise((x) => q.push(x));
    busy = true;
    try {
      await n();
    } finally {
      busy = false;
      q.shift()?.();
    }
  });
  return (await r.routeMany([0, 1, 2].map((i) => ({ id: "L" + i })))).length;
});
await T("roster clock back", async () => {
  let now = 1e12;
  let list = [{ id: "old" }];
  const r = createRouter({ plan, roster: { reps: () => list }, store: memoryStore(), clock: () => now });
  await r.route({ id: "a" });
  list = [{ id: "new" }];
  now -= 36e5;
  await r.route({ id: "b" });
  now += 3599e3;
  return (await r.route({ id: "c" })).rep;
});
await T("clock glitch freezes waits", async () => {
  let now = 1e12;
  const pl = P({ rules: [{ name: "w", when: { x: 1 }, to: { id: "ana" }, whenNobody: { wait: { minutes: 10 } } }], otherwise: { to: { id: "bob" } } });
  const r = createRouter({ plan: pl, roster, store: memoryStore(), clock: () => now, availability: (rep) => rep.id !== "ana" });
  now += 365 * 864e5;
  await r.route({ id: "glitch" });
  now -= 365 * 864e5;
  await r.route({ id: "h", x: 1 });
  now += 30 * 864e5;
  return JSON.stringify((await r.sweep()).held);
});
await T("publish repFields unchecked", async () => {
  const r = createRouter({ plan, roster: [{ id: "ana", max: "1" }], store: memoryStore() });
  await r.route({ id: "z" });
  r.publish(P({ repFields: { capacity: "max" }, rules: [{ name: "r", to: {} }], otherwise: { to: {} } }));
  const d = [await r.route({ id: "a" }), await r.route({ id: "b" })];
  let direct = "accepted";
  try {
    createRouter({ plan: P({ repFields: { capacity: "max" }, rules: [{ name: "r", to: {} }], otherwise: { to: {} } }), roster: [{ id: "ana", max: "1" }], store: memoryStore() });
  } catch (e) {
    direct = e.code;
  }
  return d.map((x) => x.rule) + " createRouter with it: " + direct;
});
await T("capacity port forgets to return", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), capacity: { many: () => void 0 } });
  const d = await r.route({ id: "a" });
  return d.rule + JSON.stringify(d.trace.notes);
});
await T("capacity proxy throwing", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), capacity: { many: () => ({ get ana() {
    throw new Error("x");
  }, get bob() {
    throw new Error("x");
  } }) } });
  const d = await r.route({ id: "a" });
  return d.rule + JSON.stringify(d.trace.notes);
});
await T("effects on dup", async () => {
  const r = createRouter({ plan: P({ channels: ["mail"], rules: [{ name: "r", to: {}, notify: ["mail"] }], otherwise: { to: {} } }), roster, store: memoryStore() });
  await r.route({ id: "a" });
  return JSON.stringify((await r.route({ id: "a" })).effects);
});
await T("rep schema default vs fallbackEmpty", async () => {
  const schema = { "~standard": { version: 1, vendor: "x", validate: (v) => ({ value: { role: "ae", ...v } }) } };
  const { defineRouting: defineRouting2 } = await Promise.resolve().then(() => (init_lib(), lib_exports));
  const routing = defineRouting2({ lead: { "~typeOnly": true }, rep: schema });
  const r = createRouter({ plan: routing.plan({ name: "x", rules: [], otherwise: { to: { role: "ae" } } }), roster: [{ id: "ana" }], store: memoryStore() });
  return (await r.route({ id: "a" })).rep;
});
await T("lazy hang adds up", async () => {
  const five = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
  const r = createRouter({ plan, roster: five, store: memoryStore(), availabilityMode: "lazy", portTimeoutMs: 20, availability: () => new Promise(() => {
  }) });
  const t = Date.now();
  await r.routeMany(Array.from({ length: 20 }, (_, i) => ({ id: "L" + i })));
  return Date.now() - t + " ms for 20 leads, 5 reps, timeout 20ms";
});
await T("roster hang each batch", async () => {
  let n = 0;
  const r = createRouter({ plan, roster: { reps: () => n++ ? new Promise(() => {
  }) : roster }, rosterMs: 0, portTimeoutMs: 100, store: memoryStore() });
  const t = Date.now();
  for (let i = 0; i < 10; i++) await r.route({ id: "L" + i });
  return Date.now() - t + " ms for 10 leads; port asked " + n;
});
await T("sentence unknownAvailability", async () => {
  const r = createRouter({ plan, roster, store: memoryStore(), availability: (rep) => {
    if (rep.id === "bob") throw new Error("down.");
    return true;
  } });
  await r.route({ id: "a" });
  const e = await r.explain("a");
  return e.sentence + "\n" + e.reps.map((x) => x.sentence).join("\n");
});
await T("sentence missing account", async () => {
  const r = createRouter({ plan: P({ rules: [{ name: "own", to: { any: [{ id: { same: "account.owner" } }, { team: "x" }] } }], otherwise: { to: {} } }), roster: [{ id: "ana", team: "x" }, { id: "bob", team: "y" }], store: memoryStore() });
  await r.route({ id: "a" });
  const e = await r.explain("a");
  return e.reps.map((x) => x.sentence).join("\n");
});
await T("strategy undefined", async () => {
  const r = createRouter({ plan: P({ strategies: ["s"], rules: [{ name: "r", to: {}, by: "s" }], otherwise: { to: {}, by: "s" } }), strategies: { s: (() => void 0) }, roster, store: memoryStore() });
  await r.route({ id: "a" });
  const e = await r.explain("a");
  return e.sentence + "\n" + [...e.rules, ...e.reps].map((x) => x.sentence).join("\n");
});
await T("unawaited next failing", async () => {
  const s = memoryStore();
  const r = createRouter({ plan, roster, store: { ...s, transact: () => {
    throw new Error("db");
  } } });
  r.use((c, n) => {
    n();
  });
  try {
    await r.route({ id: "a" });
  } catch (e) {
    await new Promise((x) => setTimeout(x, 50));
    return e.code;
  }
});
await T("raw store error code", async () => {
  const s = memoryStore();
  const r = createRouter({ plan, roster, store: { ...s, transact: () => {
    throw new Error("db");
  } } });
  await r.route({ id: "a" });
});
process.exit(0);
