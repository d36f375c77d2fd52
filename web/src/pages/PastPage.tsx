export const PastPage = () => null
