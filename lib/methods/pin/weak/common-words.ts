/**
 * Words of six letters that people spell with a telephone's keys. Names and words at the head of password lists, in the
 * languages of the pages.
 */
export const commonWords: readonly string[] = `
  access amanda amigos amores andrea angels animal apples arthur ashley august austin banana batman beaver berlin
  bisous boston brasil buddha buster butter canada carlos cheese coffee cookie cooper copper couple cowboy credit
  dakota dallas danger daniel denise dennis dieter doctor donkey dragon eagles edward energy espana falcon family
  father felipe fender friday friend futbol future geheim gemini global golfer guitar hannah heaven hockey horses
  hunter italia jaguar jasper johnny jordan joseph julien junior justin killer knight lakers legend liefde lisboa
  london lovely lovers loving madrid maggie market martin master merlin michel mickey milano mobile monaco monica
  monkey mother mozart murphy muster napoli nathan nelson nicole nissan number oliver orange oranje parker people
  pepper person pierre planet player please police prince purple rachel racing ranger robert rocket sabine samson
  sandra saturn schatz school scooby secret secure shadow shelby silver sister smokey snoopy soccer soleil sommer
  sophie sparky spider stefan stella steven strong summer taylor tennis thomas tigger tomcat torino travis tucker
  turtle united victor viking vision walker wallet walter welkom wilson winner winter wizard yamaha yellow`
  .trim()
  .split(/\s+/)
