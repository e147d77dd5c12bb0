import { pathToFileURL } from 'node:url';
import { buildForNode } from './build.mjs';
import { readdirSync, statSync } from 'node:fs';
const { readCaptures } = await import(pathToFileURL(await buildForNode('packets/index.ts','packets')).href);
for (const p of process.argv.slice(2)) {
  try { const {packets,hints}=await readCaptures([p]);
   const by=new Map();
   for(const h of hints){const k=`${packets.macs[h.mac]??'-'} ${h.mac<0?packets.addresses[h.address]:''}`; if(!by.has(k))by.set(k,[]); by.get(k).push(h)}
   if(hints.length){console.log('#',p.split('/').slice(-2).join('/'),packets.count);
   for(const [k,hs] of by){console.log('  ',k); const bs={}; for(const h of hs)(bs[h.source]??=[]).push(h.text+(h.count>1?`×${h.count}`:'')); for(const [s,t] of Object.entries(bs))console.log('     ',s,t.length,':',t.slice(0,14).join(' | ').slice(0,400));}}
  } catch(e){ }
}
