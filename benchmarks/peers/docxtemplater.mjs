// The peer: docxtemplater. For each data file it loads the template, fills it and saves the document.
// Usage: node docxtemplater.mjs TEMPLATE DATA-FOLDER OUT fresh|kept [HOW-MANY]
// "kept" unpacks the template once and copies it for each document; docxtemplater parses it anew each time by design.
// Prints the seconds of each document as JSON.

import fs from "node:fs";
import path from "node:path";
import PizZip from "pizzip";
import Docxtemplater from "docxtemplater";

const [template, folder, out, mode, most] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
const files = fs.readdirSync(folder).sort().slice(0, most ? Number(most) : undefined);
const contents = files.map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")));
const kept = mode === "kept" ? new PizZip(fs.readFileSync(template)) : null;

const seconds = files.map((file, index) => {
  const start = process.hrtime.bigint();
  const zip = kept ? kept.clone() : new PizZip(fs.readFileSync(template));
  const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
  document.render(contents[index]);
  const bytes = document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  fs.writeFileSync(path.join(out, file.replace(/\.json$/, ".docx")), bytes);
  return Number(process.hrtime.bigint() - start) / 1e9;
});
console.log(JSON.stringify(seconds));
