/** What the bundled styles print for works of the bundled set, as `pandoc --citeproc` 2.17 prints them. */
export interface Printed {
  readonly key: string;
  readonly vancouver: string;
  readonly apa: string;
  readonly harvard1: string;
  /** In the same order of styles. */
  readonly inText: readonly [string, string, string];
}

/**
 * Pandoc has no mark for an unfinished list of authors, but reads a last author "others" as one; in APA, whose long
 * lists skip to the last author, it prints that word, and the form expected here is the one of the other styles.
 */
export const printed: readonly Printed[] = [
  {
    key: "chen2020effect",
    vancouver:
      "Chen EX, Jonker DJ, Loree JM, Kennecke HF, Berry SR, Couture F, et al. Effect of Combined Immune Checkpoint Inhibition vs Best Supportive Care Alone in Patients With Advanced Colorectal Cancer: The Canadian Cancer Trials Group CO.26 Study. JAMA Oncol. 2020 May 7;6(6).",
    apa: "Chen, E. X., Jonker, D. J., Loree, J. M., Kennecke, H. F., Berry, S. R., Couture, F., Ahmad, C. E., Goffin, J. R., Kavan, P., Harb, M., Colwell, B., Samimi, S., Samson, B., Abbas, T., Aucoin, N., Aubin, F., Koski, S. L., Wei, A. C., Magoski, N. M., … O’Callaghan, C. J. (2020). Effect of Combined Immune Checkpoint Inhibition vs Best Supportive Care Alone in Patients With Advanced Colorectal Cancer: The Canadian Cancer Trials Group CO.26 Study. JAMA Oncology, 6(6). https://doi.org/10.1001/jamaoncol.2020.0910",
    harvard1:
      "Chen, E.X. et al. (2020) ‘Effect of Combined Immune Checkpoint Inhibition vs Best Supportive Care Alone in Patients With Advanced Colorectal Cancer: The Canadian Cancer Trials Group CO.26 Study’, JAMA Oncology, 6(6). doi:10.1001/jamaoncol.2020.0910.",
    inText: ["(1)", "(Chen et al., 2020)", "(Chen et al., 2020)"],
  },
  {
    key: "kawada2024sinusoidal",
    vancouver:
      "Kawada N, Sato-Matsubara M, Hoang TH, Enomoto M. Sinusoidal cells in liver metastasis. In: Sinusoidal Cells in Liver Diseases. Elsevier; 2024. p. 367–85.",
    apa: "Kawada, N., Sato-Matsubara, M., Hoang, T. H., & Enomoto, M. (2024). Sinusoidal cells in liver metastasis. In Sinusoidal Cells in Liver Diseases (pp. 367–385). Elsevier. https://doi.org/10.1016/b978-0-323-95262-0.00018-8",
    harvard1:
      "Kawada, N. et al. (2024) ‘Sinusoidal cells in liver metastasis’, in Sinusoidal Cells in Liver Diseases. Elsevier, pp. 367–385. doi:10.1016/b978-0-323-95262-0.00018-8.",
    inText: ["(1)", "(Kawada et al., 2024)", "(Kawada et al., 2024)"],
  },
  {
    key: "bocchi2023involvement",
    vancouver:
      "Bocchi M, de Sousa-Pereira N, de Oliveira KB, Amarante MK. Involvement of CXCL12/CXCR4 axis in colorectal cancer: a mini-review. Mol Biol Rep. 2023;",
    apa: "Bocchi, M., de Sousa-Pereira, N., de Oliveira, K. B., & Amarante, M. K. (2023). Involvement of CXCL12/CXCR4 axis in colorectal cancer: a mini-review. Molecular Biology Reports.",
    harvard1:
      "Bocchi, M. et al. (2023) ‘Involvement of CXCL12/CXCR4 axis in colorectal cancer: a mini-review’, Molecular Biology Reports [Preprint].",
    inText: ["(1)", "(Bocchi et al., 2023)", "(Bocchi et al., 2023)"],
  },
  {
    key: "stein2021pdl1",
    vancouver:
      "Stein A, Simnica D, Schultheiß C, Scholz R, Tintelnot J, Gökkurt E, et al. PD-L1 targeting and subclonal immune escape mediated by PD-L1 mutations in metastatic colorectal cancer. J Immunother Cancer. 2021;9(7):e002844.",
    apa: "Stein, A., Simnica, D., Schultheiß, C., Scholz, R., Tintelnot, J., Gökkurt, E., von Wenserski, L., Willscher, E., Paschold, L., Sauer, M., Lorenzen, S., Riera-Knorrenschild, J., Depenbusch, R., Ettrich, T., Dörfel, S., Al-Batran, S., Karthaus, M., Pelzer, U., Waberer, L., … Binder, M. (2021). PD-L1 targeting and subclonal immune escape mediated by PD-L1 mutations in metastatic colorectal cancer. Journal for ImmunoTherapy of Cancer, 9(7), e002844.",
    harvard1:
      "Stein, A. et al. (2021) ‘PD-L1 targeting and subclonal immune escape mediated by PD-L1 mutations in metastatic colorectal cancer’, Journal for ImmunoTherapy of Cancer, 9(7), p. e002844.",
    inText: ["(1)", "(Stein et al., 2021)", "(Stein et al., 2021)"],
  },
  {
    key: "weigelt2005breast",
    vancouver:
      "Weigelt B, Peterse JL, van ’t Veer LJ. Breast cancer metastasis: markers and models. Nat Rev Cancer. 2005;5(8):591–602.",
    apa: "Weigelt, B., Peterse, J. L., & van ’t Veer, L. J. (2005). Breast cancer metastasis: markers and models. Nature Reviews Cancer, 5(8), 591–602. https://doi.org/10.1038/nrc1670",
    harvard1:
      "Weigelt, B., Peterse, J.L. and van ’t Veer, L.J. (2005) ‘Breast cancer metastasis: markers and models’, Nature Reviews Cancer, 5(8), pp. 591–602. doi:10.1038/nrc1670.",
    inText: ["(1)", "(Weigelt et al., 2005)", "(Weigelt, Peterse and van ’t Veer, 2005)"],
  },
  {
    key: "coffelt2015il17",
    vancouver:
      "Coffelt SB, Kersten K, Doornebal CW, Weiden J, Vrijland K, Hau CS, et al. IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature. 2015 Mar 30;522(7556):345–8.",
    apa: "Coffelt, S. B., Kersten, K., Doornebal, C. W., Weiden, J., Vrijland, K., Hau, C.-S., Verstegen, N. J., Ciampricotti, M., Hawinkels, L. J., Jonkers, J., & de Visser, K. E. (2015). IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis. Nature, 522(7556), 345–348. https://doi.org/10.1038/nature14282",
    harvard1:
      "Coffelt, S.B. et al. (2015) ‘IL-17-producing γδ T cells and neutrophils conspire to promote breast cancer metastasis’, Nature, 522(7556), pp. 345–348. doi:10.1038/nature14282.",
    inText: ["(1)", "(Coffelt et al., 2015)", "(Coffelt et al., 2015)"],
  },
  {
    key: "wagner1984natural",
    vancouver:
      "Wagner J, Adson M, Van Heerden J, Adson M, Ilstrup D. The natural history of hepatic metastases from colorectal cancer. A comparison with resective treatment. Ann Surg. 1984;199:502–8.",
    apa: "Wagner, J., Adson, M., Van Heerden, J., Adson, M., & Ilstrup, D. (1984). The natural history of hepatic metastases from colorectal cancer. A comparison with resective treatment. Annals of Surgery, 199, 502–508. https://doi.org/10.1097/00000658-198405000-00002",
    harvard1:
      "Wagner, J. et al. (1984) ‘The natural history of hepatic metastases from colorectal cancer. A comparison with resective treatment’, Annals of Surgery, 199, pp. 502–508. doi:10.1097/00000658-198405000-00002.",
    inText: ["(1)", "(Wagner et al., 1984)", "(Wagner et al., 1984)"],
  },
  {
    key: "tcga2017pancreatic",
    vancouver:
      "Cancer Genome Atlas Research Network. Integrated Genomic Characterization of Pancreatic Ductal Adenocarcinoma. Cancer Cell. 2017;32(2):185–203.e13.",
    apa: "Cancer Genome Atlas Research Network. (2017). Integrated Genomic Characterization of Pancreatic Ductal Adenocarcinoma. Cancer Cell, 32(2), 185–203.e13. https://doi.org/10.1016/j.ccell.2017.07.007",
    harvard1:
      "Cancer Genome Atlas Research Network (2017) ‘Integrated Genomic Characterization of Pancreatic Ductal Adenocarcinoma’, Cancer Cell, 32(2), pp. 185–203.e13. doi:10.1016/j.ccell.2017.07.007.",
    inText: ["(1)", "(Cancer Genome Atlas Research Network, 2017)", "(Cancer Genome Atlas Research Network, 2017)"],
  },
  {
    key: "massague2012tgf",
    vancouver: "Massagué J. TGFβ signalling in context. Nat Rev Mol Cell Biol. 2012;13(10):616–30.",
    apa: "Massagué, J. (2012). TGFβ signalling in context. Nature Reviews Molecular Cell Biology, 13(10), 616–630.",
    harvard1:
      "Massagué, J. (2012) ‘TGFβ signalling in context’, Nature Reviews Molecular Cell Biology, 13(10), pp. 616–630.",
    inText: ["(1)", "(Massagué, 2012)", "(Massagué, 2012)"],
  },
  {
    key: "ayez2011clinical",
    vancouver:
      "Ayez N, Lalmahomed ZS, van der Pool AEM, Vergouwe Y, van Montfort K, de Jonge J, et al. Is the Clinical Risk Score for Patients with Colorectal Liver Metastases Still Useable in the Era of Effective Neoadjuvant Chemotherapy? Ann Surg Oncol. 2011 Jun 3;18(10):2757–63.",
    apa: "Ayez, N., Lalmahomed, Z. S., van der Pool, A. E. M., Vergouwe, Y., van Montfort, K., de Jonge, J., Eggermont, A. M. M., IJzermans, J. N. M., & Verhoef, C. (2011). Is the Clinical Risk Score for Patients with Colorectal Liver Metastases Still Useable in the Era of Effective Neoadjuvant Chemotherapy? Annals of Surgical Oncology, 18(10), 2757–2763. https://doi.org/10.1245/s10434-011-1819-8",
    harvard1:
      "Ayez, N. et al. (2011) ‘Is the Clinical Risk Score for Patients with Colorectal Liver Metastases Still Useable in the Era of Effective Neoadjuvant Chemotherapy?’, Annals of Surgical Oncology, 18(10), pp. 2757–2763. doi:10.1245/s10434-011-1819-8.",
    inText: ["(1)", "(Ayez et al., 2011)", "(Ayez et al., 2011)"],
  },
  {
    key: "huang2017hepatocyte",
    vancouver:
      "Huang C, Zhou Q, Hu Y, Wen Y, Qiu Z, Liang M, et al. Hepatocyte growth factor is a prognostic marker in patients with colorectal cancer: a meta-analysis. Oncotarget. 2017 Feb 21;8:23459–69.",
    apa: "Huang, C., Zhou, Q., Hu, Y., Wen, Y., Qiu, Z., Liang, M., Mo, J., Xu, J., Sun, C., Liu, F., & Chen, X. (2017). Hepatocyte growth factor is a prognostic marker in patients with colorectal cancer: a meta-analysis. Oncotarget, 8, 23459–23469. https://doi.org/10.18632/oncotarget.15589",
    harvard1:
      "Huang, C. et al. (2017) ‘Hepatocyte growth factor is a prognostic marker in patients with colorectal cancer: a meta-analysis’, Oncotarget, 8, pp. 23459–23469. doi:10.18632/oncotarget.15589.",
    inText: ["(1)", "(Huang et al., 2017)", "(Huang et al., 2017)"],
  },
  {
    key: "aceto2014circulating",
    vancouver:
      "Aceto N et al. Circulating tumor cell clusters are oligoclonal precursors of breast cancer metastasis. Cell. 2014;158(5):1110–22.",
    apa: "Aceto, N. et al. (2014). Circulating tumor cell clusters are oligoclonal precursors of breast cancer metastasis. Cell, 158(5), 1110–1122. https://doi.org/10.1016/j.cell.2014.07.013",
    harvard1:
      "Aceto, N. et al. (2014) ‘Circulating tumor cell clusters are oligoclonal precursors of breast cancer metastasis’, Cell, 158(5), pp. 1110–1122. doi:10.1016/j.cell.2014.07.013.",
    inText: ["(1)", "(Aceto et al., 2014)", "(Aceto et al., 2014)"],
  },
  {
    key: "biffi2019il1",
    vancouver:
      "Biffi G, Oni T, et al. IL1-induced JAK/STAT signaling is antagonized by TGFβ to shape CAF heterogeneity in pancreatic ductal adenocarcinoma. Cancer Discov. 2019;9(2):282–301.",
    apa: "Biffi, G., Oni, T., et al. (2019). IL1-induced JAK/STAT signaling is antagonized by TGFβ to shape CAF heterogeneity in pancreatic ductal adenocarcinoma. Cancer Discovery, 9(2), 282–301. https://doi.org/10.1158/2159-8290.CD-18-0710",
    harvard1:
      "Biffi, G., Oni, T., et al. (2019) ‘IL1-induced JAK/STAT signaling is antagonized by TGFβ to shape CAF heterogeneity in pancreatic ductal adenocarcinoma’, Cancer Discovery, 9(2), pp. 282–301. doi:10.1158/2159-8290.CD-18-0710.",
    inText: ["(1)", "(Biffi et al., 2019)", "(Biffi, Oni, et al., 2019)"],
  },
  {
    key: "finn2020atezolizumab",
    vancouver:
      "Finn R, Qin S, Ikeda M, et al. Atezolizumab plus Bevacizumab in Unresectable Hepatocellular Carcinoma. N Engl J Med. 2020;382(20):1894–905.",
    apa: "Finn, R., Qin, S., Ikeda, M., et al. (2020). Atezolizumab plus Bevacizumab in Unresectable Hepatocellular Carcinoma. New England Journal of Medicine, 382(20), 1894–1905. https://doi.org/10.1056/NEJMoa1915745",
    harvard1:
      "Finn, R. et al. (2020) ‘Atezolizumab plus Bevacizumab in Unresectable Hepatocellular Carcinoma’, New England Journal of Medicine, 382(20), pp. 1894–1905. doi:10.1056/NEJMoa1915745.",
    inText: ["(1)", "(Finn et al., 2020)", "(Finn et al., 2020)"],
  },
  {
    key: "adam2006liver",
    vancouver:
      "Adam R, Aloia T, Krissat J, Bralet M, Paule B, Giacchetti S, et al. Is liver resection justified for patients with hepatic metastases from breast cancer? Ann Surg. 2006;244:897–907.",
    apa: "Adam, R., Aloia, T., Krissat, J., Bralet, M., Paule, B., Giacchetti, S., et al. (2006). Is liver resection justified for patients with hepatic metastases from breast cancer? Annals of Surgery, 244, 897–907.",
    harvard1:
      "Adam, R. et al. (2006) ‘Is liver resection justified for patients with hepatic metastases from breast cancer?’, Annals of Surgery, 244, pp. 897–907.",
    inText: ["(1)", "(Adam et al., 2006)", "(Adam et al., 2006)"],
  },
];
