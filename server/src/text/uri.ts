/** File URIs as strings, in one canonical spelling so that equal files have equal URIs. */

/**
 * The canonical spelling of a URI: every path segment percent-encoded as VS Code does it, a Windows drive letter in
 * lower case.
 */
export function canonicalUri(uri: string): string {
  const match = /^([a-z][\w+.-]*:\/\/[^/]*)(\/.*)$/i.exec(uri);
  if (!match?.[1] || !match[2]) return uri;
  const path = match[2].split("/").map((segment) => encodeSegment(decode(segment)));
  if (path[1] && /^[A-Z]%3A$/.test(path[1])) path[1] = path[1].toLowerCase().replace("%3a", "%3A");
  return match[1] + path.join("/");
}

/** The folder that holds a file, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(uri.lastIndexOf("/"), 0));
}

/** The folders from a file's own up to the root of its URI, nearest first. */
export function foldersAbove(uri: string): string[] {
  const folders: string[] = [];
  const root = uri.indexOf("/", uri.indexOf("://") + 3);
  for (let folder = folderOf(uri); folder.length >= root && root > 0; folder = folderOf(folder)) folders.push(folder);
  return folders;
}

/** Resolves a path as written in a document (`refs/a.bib`, `../b.bib`, `/c.bib`, `C:\d.bib`) against a folder's URI. */
export function resolvePath(folder: string, path: string): string {
  const written = path.replaceAll("\\", "/");
  const authority = /^[a-z][\w+.-]*:\/\/[^/]*/i.exec(folder)?.[0] ?? "";
  const absolute = /^[A-Za-z]:\//.test(written) ? `/${written}` : written;
  const segments = absolute.startsWith("/") ? [] : folder.slice(authority.length).split("/").slice(1).map(decode);
  for (const segment of absolute.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return canonicalUri(`${authority}/${segments.map(encodeSegment).join("/")}`);
}

/** A file's path relative to a folder, as it is written in a document. */
export function relativePath(folder: string, uri: string): string {
  const from = folder.split("/");
  const to = uri.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared).map(decode)].join("/");
}

/** The last segment of a URI, decoded. */
export function fileNameOf(uri: string): string {
  return decode(uri.slice(uri.lastIndexOf("/") + 1));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
