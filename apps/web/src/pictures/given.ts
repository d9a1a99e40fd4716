/** What was dropped or pasted, as far as it is files and folders. */
export type Given = { entry: FileSystemEntry | null; file: File | null }[];

/** To be asked for while the event is told of: afterwards browsers know nothing of what it brought. */
export const givenBy = (data: DataTransfer | null): Given =>
  [...(data?.items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));

/** The files that were given; of a folder the pictures that can be read in it, and in those inside it, by their names. */
export async function filesOf(given: Given): Promise<File[]> {
  const files = given.map(({ entry, file }) => (isFolder(entry) ? picturesIn(entry) : file ? [file] : []));
  return (await Promise.all(files)).flat();
}

const isFolder = (entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry => entry?.isDirectory ?? false;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function picturesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const entries = (await entriesOf(folder)).filter(isVisible);
  entries.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  const pictures: File[] = [];
  for (const entry of entries) {
    if (isFolder(entry)) pictures.push(...(await picturesIn(entry)));
    else if (isFile(entry)) pictures.push(...(await fileOf(entry)).filter(isPicture));
  }
  return pictures;
}

/** Browsers hand them out some at a time, until there are none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File[]> =>
  new Promise((resolve) =>
    entry.file(
      (file) => resolve([file]),
      () => resolve([]),
    ),
  );

/** Systems keep copies of pictures for themselves beside those of a person. */
const isVisible = ({ name }: FileSystemEntry): boolean => !name.startsWith('.') && name !== '__MACOSX';

/** Browsers tell types by the names, and not all know each. */
const isPicture = ({ name, type }: File): boolean =>
  type.startsWith('image/') || /\.(jpe?g|png|webp|gif|tiff?|avif)$/i.test(name);
