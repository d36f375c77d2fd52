export const HistoryPage = () => null
