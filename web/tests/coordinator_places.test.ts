// What a coordinator types about places, in the API's units and back.
import { describe, expect, test } from 'vitest';
import { firstLook } from '../src/pages/coordinator/places/lists';
import { boundsIn, valueOf, writtenIn } from '../src/pages/coordinator/places/measures';
import type { Schemas } from '../src/api/types';
import { positionOf } from '../src/pages/coordinator/places/positions';
import { byWalk, entranceOptions } from '../src/pages/coordinator/setup/stairwells';

describe('a list, looked at before it is sent', () => {
  test('its columns and its first line are read', () => {
    const text = '\u{feff}Résidence;entree;etage;porte;chat\r\n"Tour Neuve";A;RDC;;Minou\r\n\r\n';
    const { lines, missing, unknown, first } = firstLook(text, 'residences');
    expect({ lines, missing, unknown }).toEqual({ lines: 1, missing: [], unknown: ['chat'] });
    expect(first[0]).toEqual({ column: 'residence', cell: 'Tour Neuve' });
    expect(first.map(({ column }) => column)).not.toContain('porte');
  });

  test('a file with commas misses every column', () => {
    expect(firstLook('nom,prenom,entree,etage,porte\nA,B,C,1,D', 'residents').missing).toHaveLength(5);
    expect(firstLook('', 'residents').lines).toBe(0);
  });
});

describe('weights and times', () => {
  test.each([
    ['kilos', 55_500, '55.5'],
    ['speed', 1250, '4.5'],
    ['metres', 1300, '130'],
    ['seconds', 15, '15'],
  ] as const)('%s', (unit, value, said) => {
    expect(writtenIn(unit, value)).toBe(said);
    expect(valueOf(unit, said, value)).toBe(value);
  });

  test('an empty field, or one that says the same, keeps what was there to the last gram', () => {
    expect(valueOf('speed', '', 1250)).toBe(1250);
    expect(valueOf('speed', '3.6', 1003)).toBe(1003);
    expect(valueOf('kilos', '12.5', 10_000)).toBe(12_500);
  });

  test('bounds are those of the API', () => {
    expect(boundsIn('kilos', 'hands_g')).toEqual({ minimum: 0, maximum: 25 });
    expect(boundsIn('speed', 'walk_mm_s')).toEqual({ minimum: 1, maximum: 72 });
  });
});

test('coordinates are both or none', () => {
  expect(positionOf({ lat: '50,7182', lon: ' −1.5 ' })).toEqual({ lat: 50.7182, lon: -1.5 });
  expect(positionOf({ lat: ' ', lon: '' })).toBeNull();
  for (const wrong of [
    { lat: '50', lon: '' },
    { lat: '91', lon: '1' },
    { lat: 'ici', lon: '1' },
  ])
    expect(positionOf(wrong)).toBeUndefined();
});

test('entrances stand in the order of the walk, then of their names', () => {
  const list = [
    { hand_order: 1, name: '1' },
    { hand_order: 0, name: '10' },
    { hand_order: 0, name: '2' },
    { hand_order: 0, name: 'A' },
  ];
  expect(list.sort(byWalk).map((one) => one.name)).toEqual(['2', '10', 'A', '1']);
});

test('a residence is named where there are several, and its entrances stay together', () => {
  const entrances = [entrance('A', 'two'), entrance('A', 'one'), entrance('B', 'two')];
  const labels = (...residences: ReturnType<typeof residence>[]) =>
    entranceOptions({ residences, entrances }).map(({ label }) => label);
  expect(labels(residence('one', 'Dunes'), residence('two', 'Phare'))).toEqual(['Dunes · A', 'Phare · A', 'Phare · B']);
  expect(labels(residence('two', 'Phare'))).toEqual(['A', 'B']);
});

function residence(id: string, name: string): Schemas['Residence'] {
  return { id, name } as Schemas['Residence'];
}

function entrance(name: string, residence_id: string): Schemas['Entrance'] {
  return { id: `${residence_id}-${name}`, name, residence_id, hand_order: 0 } as Schemas['Entrance'];
}
