import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/parts.css'
import './ui/surfaces.css'
import { App } from './app.tsx'
import { startLanguage } from './language/language.ts'
import { startTheme } from './ui/theme.ts'

startTheme()
await startLanguage()
const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')
createRoot(place).render(<StrictMode><App /></StrictMode>)
