export const UndoPage = () => null
