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
  const font = await embedded();
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
    `<style>${font}</style><title>${safe(data.title)}</title><desc>${safe(data.about)}</desc>` +
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

// The page's own font as a part of the picture, for a picture may ask for no file; nothing where it is not found.
function embedded() {
  embedded.made ??= (async () => {
    const rules = [...document.styleSheets].flatMap((sheet) => {
      try {
        return [...sheet.cssRules];
      } catch {
        return [];
      }
    });
    const face = rules.find((rule) => rule instanceof CSSFontFaceRule && rule.style.fontStyle !== "italic" &&
      /Source Sans/.test(rule.style.fontFamily));
    const url = face?.cssText.match(/url\("?([^")]+)"?\)/)?.[1];
    if (!url) return "";
    const blob = await (await fetch(new URL(url, face.parentStyleSheet.href ?? document.baseURI))).blob();
    const data = await new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = reject;
      reader.readAsDataURL(blob);
    });
    return `@font-face{font-family:"Source Sans";font-weight:200 900;src:url(${data})}`;
  })().catch(() => "");
  return embedded.made;
}

function measure(text, size, weight) {
  measure.context ??= document.createElement("canvas").getContext("2d");
  // Whoever opens the picture may have another, wider font than the page's.
  return Math.max(...[FONT, "sans-serif"].map((family) => {
    measure.context.font = `${weight} ${size}px ${family}`;
    return measure.context.measureText(text).width;
  }));
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
