/** The library that reads and writes Excel workbooks, loaded when a workbook is touched: most commands touch none. */

export const xlsxLibrary = () => import('hucre/xlsx');
