/** The look of the page of misread pictures; paper is grey, so that white ink on transparent shows, too. */
export const style = `
:root { font: 15px/1.4 system-ui, sans-serif; color-scheme: light dark; }
body { margin: 1.5rem; }
h1 { font-size: 1.2rem; }
h2 { font-size: 0.85rem; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
article { display: inline-block; vertical-align: top; width: 27rem; max-width: 100%; box-sizing: border-box;
  margin: 0 0.75rem 0.75rem 0; padding: 0.75rem; border: 1px solid #8886; border-radius: 0.5rem; }
div { display: flex; gap: 0.75rem; align-items: end; }
figure { margin: 0; }
figcaption, dt { font-size: 0.8rem; opacity: 0.75; }
img { background: #999; min-width: 112px; max-width: 200px; max-height: 200px; object-fit: contain; }
.seen { width: 112px; image-rendering: pixelated; }
dl { display: grid; grid-template-columns: repeat(4, auto); column-gap: 0.75rem; margin: 0.5rem 0 0; }
dt { grid-row: 1; }
dd { grid-row: 2; margin: 0; font-weight: 600; }
p { margin: 0.5rem 0 0; font-size: 0.85rem; }
`;
