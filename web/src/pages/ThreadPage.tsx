export const ThreadPage = () => null
