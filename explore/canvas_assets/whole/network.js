// A network as Python sends it: gzip around a length, a header in JSON and the arrays that the header lists; names come
// last, one a line. Actors stand in the order of their claims, so that a lower number is a weightier actor.
const ARRAYS = { f4: Float32Array, u4: Uint32Array, u1: Uint8Array };

/** Fetches and unpacks; throws where that fails. */
export async function readNetwork(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  const unpacked = answer.body.pipeThrough(new DecompressionStream("gzip"));
  return network(await new Response(unpacked).arrayBuffer());
}

function network(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let at = 4 + length;
  const made = { extent: header.extent };
  for (const [name, type, count] of header.arrays) {
    at = Math.ceil(at / 4) * 4;
    made[name] = new ARRAYS[type](buffer, at, count);
    at += count * ARRAYS[type].BYTES_PER_ELEMENT;
  }
  made.names = new TextDecoder().decode(new Uint8Array(buffer, at)).split("\n");
  made.size = made.x.length;
  made.lines = made.one.length;
  return Object.assign(made, { radius: radii(made.claims) }, neighbours(made));
}

/** On the screen before zooming: few actors may be large, many must be small. */
function radii(claims) {
  const count = claims.length;
  const [least, most] = count > 10_000 ? [0.7, 10] : count > 1_500 ? [1.7, 12] : [4, 16];
  const largest = Math.max(claims[0] ?? 1, 1);
  return Float32Array.from(claims, (number) => least + (most - least) * Math.sqrt(number / largest));
}

/** The lines of an actor: `touching[starts[i]] … touching[starts[i + 1] - 1]`. */
function neighbours({ size, lines, one, other }) {
  const starts = new Uint32Array(size + 1);
  for (let line = 0; line < lines; line += 1) {
    starts[one[line] + 1] += 1;
    starts[other[line] + 1] += 1;
  }
  for (let actor = 0; actor < size; actor += 1) starts[actor + 1] += starts[actor];
  const next = starts.slice();
  const touching = new Uint32Array(2 * lines);
  for (let line = 0; line < lines; line += 1) {
    touching[next[one[line]]++] = line;
    touching[next[other[line]]++] = line;
  }
  return { starts, touching };
}
