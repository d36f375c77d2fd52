export const MorePage = () => null
