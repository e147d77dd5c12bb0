import { join } from 'node:path';
import { must } from '../../capture/testing/network';

/** An authority of its own and, signed by it, `server` and `client`: elliptic curves, in PEM files of `folder`. */
export function makeKeys(folder: string): void {
  const path = (name: string): string => join(folder, name);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = ['-x509', '-days', '2', '-subj', '/CN=Test authority'];
  must('openssl', 'req', ...authority, ...key, '-keyout', path('ca.key'), '-out', path('ca.crt'));
  const ca = ['-CA', path('ca.crt'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', '2'];
  for (const name of ['server', 'client']) {
    const request = ['-subj', `/CN=${name}`, '-keyout', path(`${name}.key`)];
    must('openssl', 'req', '-new', ...key, ...request, '-out', path(`${name}.csr`));
    const out = ['-in', path(`${name}.csr`), '-out', path(`${name}.crt`)];
    must('openssl', 'x509', '-req', ...ca, ...out);
  }
}
