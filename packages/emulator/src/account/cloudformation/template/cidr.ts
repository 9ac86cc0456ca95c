import { templateError } from '../errors';

/** Fn::Cidr: splits `count` blocks of 2^bits addresses off an IPv4 block. */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block);
  if (!match) throw templateError(`Fn::Cidr: ${block} is not an IPv4 block like 10.0.0.0/16`);
  const [a, b, c, d, prefix] = match.slice(1).map(Number);
  const base = ((a * 256 + b) * 256 + c) * 256 + d;
  if (count < 1 || count > 256 || count * 2 ** bits > 2 ** (32 - prefix)) {
    throw templateError(`Fn::Cidr: ${block} does not hold ${count} blocks of ${bits} bits`);
  }
  return Array.from({ length: count }, (_, i) => `${address(base + i * 2 ** bits)}/${32 - bits}`);
}

const address = (value: number) => [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.');
