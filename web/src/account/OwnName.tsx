import { useAccount } from '../api/auth'

/** Tells a password manager whose password the form around it asks for, so that it changes that one and no other. */
export const OwnName = () => <input type="text" name="username" autoComplete="username" value={useAccount().username} readOnly hidden />
