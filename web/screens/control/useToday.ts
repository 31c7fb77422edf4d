import { useState } from 'react'
import { asField } from './days.ts'

/** The day on which a form was opened, as a date field wants it. */
export const useToday = (): string => useState(() => asField(Date.now()))[0]
