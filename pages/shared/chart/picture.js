// A chart as a picture that stands alone: what it says, what its colours mean, its marks of state and its source.
const WIDTH = 960;
const PAD = 24;
const SCALE = 2;
const FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif';

export async function asSvg({ data, plot }) {
  const { ink } = data;
  const wide = WIDTH - 2 * PAD;
  const height = data.figure.layout.height;
  const drawn = await window.Plotly.toImage(
    { data: plot.data, layout: { ...plot.layout, width: wide, height, autosize: false }, config: { locale: "sv" } },
    { format: "svg", width: wide, height },
  );
  const inner = decodeURIComponent(drawn.slice(drawn.indexOf(",") + 1));
  const lines = [];
  let y = PAD;
  const write = (text, size, colour, weight = 400) => {
    for (const line of wrap(text, size, weight, wide)) {
      y += size * 1.35;
      lines.push(`<text x="${PAD}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colour}">${safe(line)}</text>`);
    }
  };
  write(data.title, 24, ink.text, 650);
  write(data.about, 17, ink.muted);
  y += 8;
  let x = PAD;
  if (data.legend.length) y += 26;
  for (const [name, colour] of data.legend) {
    const long = 24 + measure(name, 17, 400) + 24;
    if (x + long > WIDTH - PAD && x > PAD) { x = PAD; y += 26; }
    lines.push(`<rect x="${x}" y="${y - 13}" width="14" height="14" rx="2" fill="${safe(colour)}" stroke="${ink.muted}"/>`);
    lines.push(`<text x="${x + 22}" y="${y}" font-size="17" fill="${ink.text}">${safe(name)}</text>`);
    x += long;
  }
  y += 16;
  lines.push(`<g transform="translate(${PAD} ${y})">${inner}</g>`);
  y += height;
  write([data.marks, data.source].filter(Boolean).join(". "), 14, ink.muted);
  const total = Math.ceil(y + PAD);
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" ` +
    `height="${total}" viewBox="0 0 ${WIDTH} ${total}" font-family='${FONT}' role="img" lang="sv">` +
    `<title>${safe(data.title)}</title><desc>${safe(data.about)}</desc>` +
    `<rect width="${WIDTH}" height="${total}" fill="${ink.surface}"/>${lines.join("")}</svg>`;
}

export async function asPng(chart) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await asSvg(chart))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  const context = canvas.getContext("2d");
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
  });
}

function measure(text, size, weight) {
  measure.context ??= document.createElement("canvas").getContext("2d");
  measure.context.font = `${weight} ${size}px ${FONT}`;
  // The picture may be shown in another font than the page's, a little wider.
  return measure.context.measureText(text).width * 1.08;
}

function wrap(text, size, weight, width) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer, size, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function safe(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
