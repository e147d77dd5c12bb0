/** Ten steps of the heat map: alpha of the accent, or for right names of `identified`, over the surface; white text where it is dark. */
function heatSteps(): string {
  const steps = Array.from({ length: 10 }, (_, i) => i + 1);
  return steps
    .map((step) => {
      // Between 0.55 and 0.85 neither text colour reads well, so that the scale jumps there.
      const alpha = step <= 7 ? 0.06 + step * 0.065 : 0.86 + (step - 8) * 0.07;
      const text = step <= 7 ? '' : ';color:var(--on-heat)';
      return `.heat-${step}{background:rgb(var(--heat) / ${alpha.toFixed(2)})${text}}`;
    })
    .join('');
}

/** The colours, shared with the app, as custom properties. Print always takes the light ones. */
export const palette = `
:root{
--paper:#F7F6F2;--surface:#FFFFFF;--ink:#1D2321;--muted:#5C6661;--line:#E1E0D9;--accent:#3D4FA1;
--identified:#B3361E;--partly:#8F5B00;--hidden:#1F7A55;--nodata:#6B7280;
--track:#E6E5DE;--faint:#FAF9F6;--edge:rgb(29 35 33 / .16);--missed:#A9CDBE;--heat:61 79 161;--heat-right:179 54 30;--on-heat:#FFFFFF;--on-solid:#FFFFFF;
--sans:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;
--serif:ui-serif,Charter,'Bitstream Charter','Iowan Old Style',Georgia,Cambria,'Times New Roman',serif}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#14171A;--surface:#1C2024;--ink:#E8EAE6;--muted:#9AA4A0;--line:#2C3236;--accent:#8FA2FF;
--identified:#FF7B61;--partly:#F0B44C;--hidden:#5CCB98;--nodata:#8B949E;
--track:#2A3035;--faint:#202529;--edge:rgb(0 0 0 / .55);--missed:#2F5F4C;--heat:143 162 255;--heat-right:255 123 97;--on-heat:#14171A;--on-solid:#14171A}}
${heatSteps()}`;
