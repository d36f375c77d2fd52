export const WaitingWrites = () => null
