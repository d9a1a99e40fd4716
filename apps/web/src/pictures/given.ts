/**
 * The files that were dropped or pasted; of a folder, the pictures in it and in those inside it, by their names.
 * To be called while the event is told of: afterwards browsers know nothing of what it brought.
 */
export async function filesIn({ items }: DataTransfer): Promise<File[]> {
  const given = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files = given.map(({ entry, file }) =>
    isFolder(entry) ? picturesIn(entry) : Promise.resolve(file ? [file] : []),
  );
  return (await Promise.all(files)).flat();
}

const isFolder = (entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry => entry?.isDirectory ?? false;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** What cannot be read of a folder is passed over. */
async function picturesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const entries = await entriesOf(folder).catch(() => []);
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
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
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

/** Folders hold other things, too, and what a system keeps for itself. */
const isPicture = ({ name, type }: File): boolean => type.startsWith('image/') && !name.startsWith('.');
