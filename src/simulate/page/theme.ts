/** Light, dark and print, by variables; no rule depends on what is on the page. */
export const theme = `
:root{color-scheme:light dark;--ink:#1b2230;--soft:#5b6676;--faint:#8a94a3;--paper:#f4f6f8;--card:#fff;--line:#dfe4ea;--grid:#e8ecf0;
--before:#9aa7b8;--after:#0b6e4f;--warn:#b45309;--heat:11,110,79;--up:#0b6e4f;--down:#b42318}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#a3adba;--faint:#77828f;--paper:#0d1117;--card:#151b23;--line:#2b333d;--grid:#232b35;
--before:#66748a;--after:#34d399;--warn:#fbbf24;--heat:52,211,153;--up:#34d399;--down:#f97066}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Open Sans","DejaVu Sans",sans-serif}
.page{max-width:1080px;margin:0 auto;padding:40px 24px 56px}
header{margin:0 0 28px}
.eyebrow{margin:0 0 6px;color:var(--after);font-size:13px;font-weight:600;letter-spacing:.06em;text-transform:uppercase}
h1{margin:0 0 10px;font-size:30px;line-height:1.2;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:0 0 4px;font-size:19px;line-height:1.3;font-weight:650;letter-spacing:-.005em}
h3{margin:24px 0 6px;font-size:15px;font-weight:650}
p{margin:0 0 12px;max-width:76ch}
.lead{color:var(--soft);font-size:16px}
.note{color:var(--soft);font-size:13.5px}
.facts{display:flex;flex-wrap:wrap;gap:6px 28px;margin:14px 0 0;padding:0;list-style:none;color:var(--soft);font-size:13.5px}
.facts b{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(158px,1fr));gap:14px;margin:0 0 22px}
.tile{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.tile dt{margin:0;color:var(--soft);font-size:13px}
.tile dd{margin:2px 0 0;font-size:25px;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.tile dd.then{font-size:13px;font-weight:400;color:var(--soft);letter-spacing:0}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:22px 24px;margin:0 0 20px}
.legend{display:flex;gap:20px;margin:4px 0 10px;padding:0;list-style:none;color:var(--soft);font-size:13.5px}
.legend li{display:flex;align-items:center;gap:7px}
.swatch{width:12px;height:12px;border-radius:3px;display:inline-block}
.swatch.before{background:var(--before)}.swatch.after{background:var(--after)}
figure{margin:12px 0 18px}
svg{display:block;width:100%;height:auto;max-width:100%}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Open Sans","DejaVu Sans",sans-serif;fill:var(--ink)}
svg .tick{fill:var(--soft);font-size:11px}
svg .value{fill:var(--soft);font-variant-numeric:tabular-nums;font-size:11px}
svg .grid{stroke:var(--grid);stroke-width:1}
svg .axis{stroke:var(--faint);stroke-width:1}
svg .bar.before{fill:var(--before)}svg .bar.after{fill:var(--after)}
.scroll{overflow-x:auto;margin:8px 0 6px}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:13.5px;padding:0 0 8px}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;white-space:nowrap}
th:last-child,td:last-child{padding-right:4px}
thead th{color:var(--soft);font-weight:600;vertical-align:bottom}
th[scope=row],th.first{text-align:left;font-weight:500;white-space:normal;overflow-wrap:anywhere;min-width:120px}
tbody tr:last-child>*{border-bottom:0}
td.text{text-align:left;white-space:normal;overflow-wrap:anywhere;min-width:64px}
.matrix td{text-align:center;padding:6px 10px;border:1px solid var(--card)}
.matrix thead th{text-align:center;white-space:normal;overflow-wrap:anywhere;min-width:84px;max-width:150px;padding:6px 10px}
.matrix thead th.first{text-align:left}
.matrix .same{outline:1px solid var(--line);outline-offset:-1px}
.h1{background:rgba(var(--heat),.08)}.h2{background:rgba(var(--heat),.16)}.h3{background:rgba(var(--heat),.26)}.h4{background:rgba(var(--heat),.4)}.h5{background:rgba(var(--heat),.56)}
.zero{color:var(--faint)}.up{color:var(--up)}.down{color:var(--down)}.warn{color:var(--warn)}
footer{color:var(--soft);font-size:13px;margin:26px 2px 0}
footer p{max-width:90ch}
@media (max-width:640px){.page{padding:24px 14px 40px}section{padding:16px 14px}h1{font-size:24px}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--faint:#777;--paper:#fff;--card:#fff;--line:#ccc;--grid:#e5e5e5;--before:#9aa7b8;--after:#0b6e4f;--heat:11,110,79;--up:#0b6e4f;--down:#b42318}
body{font-size:11pt}.page{max-width:none;padding:0}section{border:0;border-top:1px solid var(--line);border-radius:0;padding:14px 0}
.tile{break-inside:avoid}figure,tr{break-inside:avoid}h2,h3,caption{break-after:avoid}.scroll{overflow:visible}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`.trim()
