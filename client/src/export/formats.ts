/** The formats that a manuscript is exported to, and how the programs name them. */
import type { ExportFormat } from "../../../server/src/protocol.ts";

export interface FormatInfo {
  readonly title: string;
  /** Of a file's name. */
  readonly extension: string;
}

export const formatInfo: Readonly<Record<ExportFormat, FormatInfo>> = {
  docx: { title: "Word", extension: "docx" },
  pdf: { title: "PDF", extension: "pdf" },
  html: { title: "HTML", extension: "html" },
  jats: { title: "JATS XML", extension: "xml" },
};
