// The forms answered no: see ../forms.mjs.
import { everyForm } from "../forms.mjs";

everyForm({ yes: false });
