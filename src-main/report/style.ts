import { palette } from './palette';

/** The style sheet of the report: paper by day, by night, and on A4. */
export const style = `
${palette}
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 var(--sans);text-rendering:optimizeLegibility;overflow-wrap:break-word}
main,footer{max-width:64rem;margin:0 auto;padding:0 1.5rem}
main{padding-top:3.5rem}
h1,h2,h3,h4,p,ul,dl,dd,figure,blockquote,table{margin:0;padding:0}
h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.15;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:clamp(2rem,5.2vw,3.25rem);max-width:18em}
h2{font-size:clamp(1.5rem,3.4vw,2rem)}
h3{font-size:1.25rem;margin-top:2.75rem}
h4{font:600 .9375rem/1.4 var(--sans)}
p{max-width:42rem;text-wrap:pretty}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
section{margin-top:4.5rem;padding-top:1.25rem;border-top:2px solid var(--ink)}
section>h2+*{margin-top:1rem}
h3+p{margin-top:.6rem}
p+p{margin-top:.8rem}
.lead{font-size:1.0625rem;color:var(--muted)}
.name{overflow-wrap:anywhere}
.detail{display:block;color:var(--muted);font-size:.8125rem;font-weight:400;line-height:1.4}
.right{text-align:right}

.banner{max-width:none;margin:0;padding:.7rem 1.5rem;background:var(--partly);color:var(--on-solid);text-align:center;font-size:.9375rem;line-height:1.45}
.mark{display:inline-block;padding:0 .45em;border:1px solid currentColor;border-radius:3px;color:var(--partly);font-size:.75rem;font-weight:600;line-height:1.5;white-space:nowrap}

.kicker{color:var(--muted);font-size:.9375rem}
.product{margin-right:.6em;padding-right:.7em;border-right:1px solid var(--line);color:var(--ink);font-weight:650}
h1{margin-top:1.25rem}
.standfirst{max-width:40rem;margin-top:1.25rem;font-family:var(--serif);font-size:clamp(1.125rem,2.2vw,1.3125rem);line-height:1.5}
.facts{display:flex;flex-wrap:wrap;margin-top:2.25rem;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
.facts>div{flex:1 1 9.5rem;padding:.85rem 1rem .85rem 0}
.facts dt{color:var(--muted);font-size:.8125rem}
.facts dd{font-weight:600;line-height:1.4}
.facts .detail{margin-top:.15rem}
nav ul{max-width:54rem;display:flex;flex-wrap:wrap;gap:.35rem 1.4rem;margin-top:1.1rem;list-style:none;font-size:.9375rem}

.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1.25rem}
.card{padding:1.35rem 1.5rem 1.5rem;border:1px solid var(--line);border-radius:6px;background:var(--surface)}
.card h3{margin:0;font:600 .9375rem/1.4 var(--sans);letter-spacing:0}
.score{margin:.7rem 0 .8rem;line-height:1.3}
.big{display:block;font-family:var(--serif);font-size:3rem;font-weight:600;line-height:1.1;letter-spacing:-.02em;font-variant-numeric:lining-nums}
.big small{font-size:.5em;font-weight:400;letter-spacing:0}
.plain{margin-top:1rem;list-style:none;font-size:.9375rem;line-height:1.5}
.plain li+li{margin-top:.5rem}

figure{margin-top:1.5rem}
figcaption{max-width:46rem;margin-bottom:.9rem;color:var(--muted);font-size:.875rem;line-height:1.5}
.number{color:var(--ink);font-weight:600}
.note{max-width:46rem;margin-top:.7rem;color:var(--muted);font-size:.8125rem;line-height:1.5}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.25rem;max-width:none;margin-top:.9rem;color:var(--muted);font-size:.8125rem}
.legend span{display:inline-flex;align-items:center;gap:.45em}
.key{display:inline-block;width:.85em;height:.85em;border-radius:2px;flex:none}
.key.mistaken{background:var(--accent)}
.key.tick{width:3px;height:1.1em;border-radius:0;background:var(--ink)}

svg{display:block;overflow:visible}
.track{fill:var(--track)}
.value{fill:var(--accent)}
.tick{fill:var(--ink)}
.tick-edge,.gap{fill:var(--surface)}
.fill-identified{fill:var(--identified)}.fill-partly{fill:var(--partly)}.fill-hidden{fill:var(--hidden)}.fill-not-enough-data{fill:var(--nodata)}
.key.identified{background:var(--identified)}.key.partly{background:var(--partly)}.key.hidden{background:var(--hidden)}.key.not-enough-data{background:var(--nodata)}
.bars+.bars{margin-top:1.1rem}
.row{display:grid;grid-template-columns:15rem 1fr 4.5rem;gap:0 1rem;align-items:center;min-height:1.9rem}
.row .what{font-size:.875rem;line-height:1.3}
.row .figure{font-size:.875rem;text-align:right;font-variant-numeric:tabular-nums}

.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:linear-gradient(90deg,var(--surface) 40%,transparent) 0 0/2.5rem 100%,linear-gradient(270deg,var(--surface) 40%,transparent) 100% 0/2.5rem 100%,linear-gradient(90deg,var(--edge),transparent) 0 0/.9rem 100%,linear-gradient(270deg,var(--edge),transparent) 100% 0/.9rem 100%;background-attachment:local,local,scroll,scroll;background-repeat:no-repeat;background-color:var(--surface)}
.scroll:has(.confusion){width:fit-content;max-width:100%}
table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
th,td{padding:.6rem .8rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
th.right,td.right{text-align:right}
thead th{border-top:0;border-bottom:1px solid var(--ink);color:var(--muted);font-size:.8125rem;font-weight:500;vertical-align:bottom;line-height:1.3}
tbody:first-of-type tr:first-child>*{border-top:0}
tbody th{min-width:8.5rem;max-width:18rem;font-weight:600}
.others{color:var(--muted)}
.others tr:first-child>*{border-top:1px solid var(--ink)}
.line{display:block}
.verdicts th:first-child{min-width:10.5rem}
.verdicts td{min-width:4.5rem}
.verdicts td:nth-last-child(-n+2){min-width:7.5rem}

.chip{display:inline-flex;align-items:center;gap:.5em;color:var(--nodata);font-weight:600;white-space:nowrap}
.chip .dot{width:.72em;height:.72em;flex:none;border:.14em solid currentColor;border-radius:50%}
.chip.identified{color:var(--identified)}.chip.identified .dot{background:currentColor}
.chip.partly{color:var(--partly)}.chip.partly .dot{background:linear-gradient(90deg,currentColor 50%,transparent 50%)}
.chip.hidden{color:var(--hidden)}
.chip.not-enough-data .dot{border-color:transparent;border-radius:0;background:linear-gradient(currentColor,currentColor) center/100% .13em no-repeat border-box}

.claims{margin-top:1.25rem;list-style:none;max-width:46rem}
.claims li{padding:1rem 0;border-top:1px solid var(--line)}
.claims li:last-child{border-bottom:1px solid var(--line)}
blockquote{font-family:var(--serif);font-size:1.125rem;line-height:1.45}
blockquote::before{content:'\\201C'}blockquote::after{content:'\\201D'}
.sureness{display:grid;grid-template-columns:7rem 1fr;gap:.8rem;align-items:center;max-width:none;margin-top:.45rem}
.sureness .bar{height:7px}
.sureness .detail:only-child{grid-column:1/-1}

.lanes{padding:1rem 1.1rem .5rem;border:1px solid var(--line);border-radius:6px;background:var(--surface)}
.lanes .row{grid-template-columns:11rem 1fr 3.75rem;min-height:0;padding:.1rem 0}
.lane .correct{fill:var(--identified)}.lane .missed{fill:var(--missed)}.lane .wrong{fill:var(--partly)}
.lane .base{fill:none;stroke:var(--line);stroke-width:1px;vector-effect:non-scaling-stroke}
.key.correct{background:var(--identified)}.key.missed{background:var(--missed)}.key.wrong{background:var(--partly)}
.axis line{stroke:var(--muted)}
.axis text{fill:var(--muted);font:400 .75rem var(--sans)}

.confusion{width:auto;min-width:min(100%,36rem);font-size:.8125rem}
.confusion th,.confusion td{border:0}
.confusion tbody td{min-width:2.9rem;height:2.9rem;padding:.45rem .3rem;border:1px solid var(--surface);text-align:center;vertical-align:middle}
.confusion tbody th{position:sticky;left:0;z-index:1;min-width:9rem;max-width:14rem;padding:.35rem .8rem;background:var(--surface);line-height:1.25}
.confusion thead th{padding:.6rem .3rem;border:0;text-align:center}
.confusion thead .corner{position:sticky;left:0;z-index:1;padding-left:.8rem;background:var(--surface);text-align:left}
.tall{display:inline-block;max-height:11rem;writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;overflow-wrap:anywhere}
.confusion .empty{color:var(--muted);text-align:left;padding-left:.8rem}
.confusion .right-answer{--heat:var(--heat-right)}
.right-answer{outline:1.5px solid var(--ink);outline-offset:-2px}
.heat-0{background:var(--faint)}

.terms{max-width:50rem;margin-top:1rem}
.terms>div{display:grid;grid-template-columns:13rem 1fr;gap:.2rem 1.5rem;padding:.65rem 0;border-top:1px solid var(--line)}
.terms dt{font-weight:600;line-height:1.5}
.terms+p{margin-top:1rem}
.limits{max-width:42rem;padding-left:1.2rem}
.limits li+li{margin-top:.6rem}
footer{margin-top:4.5rem;padding-top:1.25rem;padding-bottom:3rem;color:var(--muted);font-size:.8125rem}

@media (max-width:44rem){
main,footer{padding-left:1.1rem;padding-right:1.1rem}
main{padding-top:2rem}
section{margin-top:3.25rem}
.facts>div{flex-basis:45%}
.row{grid-template-columns:1fr auto;padding:.3rem 0}
.row svg{grid-column:1/-1;grid-row:2}
.lanes{padding:.8rem}
.lanes .row{grid-template-columns:1fr auto;padding:.25rem 0}
.terms>div{grid-template-columns:1fr}
.sureness{grid-template-columns:4.5rem 1fr}
.confusion tbody th{min-width:6.5rem;max-width:8rem;padding-left:.6rem}
}
@page{size:A4;margin:17mm 16mm 18mm;@bottom-right{content:counter(page) ' / ' counter(pages);font:8pt sans-serif;color:#5c6661}@bottom-left{content:'HomeMole';font:8pt sans-serif;color:#5c6661}}
@media print{
html{font-size:9.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{background:#fff}
main,footer{max-width:none;padding:0}
.banner+main{padding-top:7mm}
th,td{padding:.45rem .6rem}
nav{display:none}
section{margin-top:2.25rem}
.vantage{break-before:page;margin-top:0}
h2,h3,h4,h3+p,figcaption,thead{break-after:avoid}
figure:not(:has(.verdicts,.overview)),.card,.claims li,tr,.terms>div,.bars{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible;background:none}
.confusion tbody th,.confusion thead .corner{position:static}
.confusion tbody td{min-width:0}
p,li{orphans:3;widows:3}
a{color:inherit;text-decoration:none}
}
`;

/** Names the kind of traffic at the head of every printed page. */
export const simulatedPages = `@page{@top-right{content:'Simulated traffic';font:8pt sans-serif;color:#8f5b00}}`;
