import { expect, test } from '@jest/globals';
import { BadUsage } from '../../bad-usage.js';
import { Hdf5 } from './hdf5.js';
import { hdf5File } from './test/hdf5-file.js';

const opened = async (...fill: Parameters<typeof hdf5File>): Promise<Hdf5> => Hdf5.open(await hdf5File(...fill));

test('numbers of any kind are read as floats, with their shape', async () => {
  const file = await opened((root) => {
    root.create_group('a').create_dataset({ name: 'b', data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });
    root.create_dataset({ name: 'double', data: Float64Array.of(0.1) });
    root.create_dataset({ name: 'whole', data: Int32Array.of(-7) });
    root.create_dataset({ name: 'long', data: BigInt64Array.of(-8n) });
    root.create_dataset({ name: 'alone', data: 1.5, shape: [], dtype: '<f' });
  });
  expect(file.weight('/a/b')).toEqual({ shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) });
  expect(file.weight('double')).toEqual({ shape: [1], values: Float32Array.of(0.1) });
  expect(file.weight('whole').values).toEqual(Float32Array.of(-7));
  expect(file.weight('long').values).toEqual(Float32Array.of(-8));
  expect(file.weight('alone')).toEqual({ shape: [], values: Float32Array.of(1.5) });
});

test('names and texts are there, or they are not', async () => {
  const file = await opened((root) => {
    root.create_group('a').create_attribute('name', 'señal');
    root.create_attribute('number', 3);
  });
  expect(file.names('/')).toEqual(['a']);
  expect(file.names('/a/b/c')).toEqual([]);
  expect(file.text('/a', 'name')).toBe('señal');
  expect(file.text('/a', 'other')).toBeUndefined();
  expect(file.text('/b', 'name')).toBeUndefined();
  expect(file.text('/', 'number')).toBeUndefined();
});

test('a list of texts may lie in several attributes', async () => {
  const file = await opened((root) => {
    root.create_attribute('whole', ['a', 'b']);
    root.create_attribute('parts0', ['a', 'b']);
    root.create_attribute('parts1', ['c']);
  });
  expect(file.texts('/', 'whole')).toEqual(['a', 'b']);
  expect(file.texts('/', 'parts')).toEqual(['a', 'b', 'c']);
  expect(file.texts('/', 'none')).toBeUndefined();
});

test('links lead nowhere outside', async () => {
  const file = await opened((root) => {
    root.create_external_link('/etc/passwd', '/x', 'outside');
    root.create_soft_link('/nothing', 'dangling');
  });
  for (const name of ['outside', 'dangling']) {
    expect(() => file.weight(name)).toThrow(BadUsage);
    expect(file.names(`${name}/x`)).toEqual([]);
    expect(file.text(name, 'x')).toBeUndefined();
  }
});

test('a group and what is not there are no weights', async () => {
  const file = await opened((root) => root.create_group('group'));
  for (const path of ['group', 'nothing']) expect(() => file.weight(path)).toThrow(`damaged or incomplete (${path})`);
});

test('numbers that are not read are told by their size', async () => {
  const file = await opened((root) => root.create_dataset({ name: 'short', data: Int16Array.of(1) }));
  expect(() => file.weight('short')).toThrow('The weights short are numbers of 16 bits, which are not read');
});

test('more numbers than a file can hold for good are not made room for', async () => {
  const file = await opened((root) => {
    const told = { name: 'told', data: Float32Array.of(1), shape: [1], maxshape: [null], chunks: [1024] };
    root.create_dataset(told).resize([600_000_000]);
  });
  expect(() => file.weight('told')).toThrow('The model is too large: 1000 MB are accepted.');
});

test('a file that is cut short, or is something else, is damaged', async () => {
  const whole = await hdf5File((root) => root.create_dataset({ name: 'a', data: new Float32Array(1000) }));
  await expect(Hdf5.open(whole.subarray(0, whole.length / 2))).rejects.toThrow(/damaged or incomplete \(HDF5\)/);
  await expect(Hdf5.open(new Uint8Array(4096))).rejects.toThrow(BadUsage);
});
