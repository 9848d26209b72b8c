// node style.mjs <entry.css> [--minify]: bundles what the entry imports and prints it.
import { relative } from "node:path";
import { bundle } from "lightningcss";

const [filename, minify] = process.argv.slice(2);
const version = (major, minor = 0) => (major << 16) | (minor << 8);

try {
  const { code, warnings } = bundle({
    filename,
    minify: minify === "--minify",
    // The first browsers with cascade layers; nesting and newer colours are lowered for them.
    targets: { chrome: version(99), safari: version(15, 4), ios_saf: version(15, 4), firefox: version(97) },
  });
  for (const { message, loc } of warnings) console.error(`${relative(".", loc.filename)}:${loc.line}: ${message}`);
  if (warnings.length > 0) process.exitCode = 1;
  process.stdout.write(code);
} catch (error) {
  console.error(`${relative(".", error.fileName ?? filename)}:${error.loc?.line ?? "?"}: ${error.message}`);
  process.exitCode = 1;
}
