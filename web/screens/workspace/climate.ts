/**
 * CO2 as people can use it. The steps are those of the Dutch requirements for fresh air in classrooms (RVO, Programma
 * van Eisen Frisse Scholen 2021): up to 800 ppm very good, up to 1200 sufficient, above it air the room.
 */
export function airWord(co2Ppm: number): 'fresh' | 'fair' | 'stuffy' {
  if (co2Ppm <= 800) return 'fresh'
  return co2Ppm <= 1200 ? 'fair' : 'stuffy'
}
