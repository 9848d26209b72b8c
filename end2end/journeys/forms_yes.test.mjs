// The forms answered yes: see ../forms.mjs.
import { everyForm } from "../forms.mjs";

everyForm({ yes: true });
