// Starts every behaviour on the page and again on each piece htmx puts in. A behaviour exports `bind(root)`;
// what listens on the document as a whole is bound once by its module.
import * as batch from "./batch.js";
import * as chart from "./chart.js";
import * as columns from "./columns.js";
import * as copy from "./copy.js";
import * as dialogs from "./dialogs.js";
import * as drafts from "./drafts.js";
import * as drops from "./drops.js";
import * as errors from "./errors.js";
import * as fill from "./fill.js";
import * as forms from "./forms.js";
import * as inplace from "./inplace.js";
import * as keys from "./keys.js";
import * as look from "./look.js";
import * as palette from "./palette.js";
import * as pick from "./pick.js";
import * as rows from "./rows.js";
import * as walk from "./walk.js";
import * as widths from "./widths.js";

const behaviours = [batch, chart, columns, copy, dialogs, drafts, drops, errors, fill, forms, inplace, keys, look, palette, pick, rows, walk, widths];

function bindAll(root) {
  for (const behaviour of behaviours) behaviour.bind(root);
}

bindAll(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) bindAll(event.detail.elt);
});
