/** A relative path that is read in one file, as it is written in another. */

/**
 * @param from the URI of the file that it is written in
 * @param to the URI of the file that it is to be written in
 */
export function relocated(path: string, from: string, to: string): string {
  const isRelative = path !== "" && !/^(?:[a-z][\w+.-]*:|[/#?])/i.test(path);
  const [source, target] = [from, to].map((uri) => uri.split("/").slice(0, -1));
  if (!isRelative || !source || !target || source.join("/") === target.join("/")) return path;
  const segments = [...source];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== ".") segments.push(segment);
  }
  // Scheme and host are the first three; on another one there is no way from here to there.
  if (source.slice(0, 3).join("/") !== target.slice(0, 3).join("/")) return segments.join("/");
  let shared = 0;
  while (shared < target.length && target[shared] === segments[shared]) shared++;
  return [...target.slice(shared).map(() => ".."), ...segments.slice(shared)].join("/");
}
