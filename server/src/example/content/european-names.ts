interface Names {
  readonly female: readonly string[]
  readonly male: readonly string[]
  readonly family: readonly string[]
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

const german: Names = {
  female: list(
    'Anna Katrin Sabine Heike Miriam Johanna Lena Birgit Friederike Claudia Ulrike Svenja Antje Maren Dorothea',
  ),
  male: list('Jonas Matthias Stefan Holger Lukas Andreas Felix Jürgen Tobias Moritz Rainer Konrad Florian Henrik Götz'),
  family:
    list(`Keller Brandt Vogel Hartmann Lindner Krüger Seidel Baumgart Reuter Pohl Ziegler Wendt Althaus Rothe Dietz
    Kessler Böhme Stahl Falk Grote Winkler Heise Lorenz Thiele Auer`),
}
const french: Names = {
  female: list('Camille Sophie Élodie Claire Nathalie Margaux Hélène Aurélie Delphine Inès Mathilde Sylvie'),
  male: list('Julien Thomas Antoine Étienne Laurent Mathieu Olivier Bastien Rémi Guillaume Pascal Cédric'),
  family: list(
    'Moreau Lefèvre Garnier Roussel Chevalier Perrin Marchand Aubert Delorme Vasseur Collin Renaud Barbier Carlier Joly',
  ),
}
const nordic: Names = {
  female: list('Aino Katariina Ingrid Maja Elin Sanna Kirsten Astrid Freja Liisa Solveig Hanna'),
  male: list('Mikael Antti Erik Lars Søren Jari Henrik Anders Kasper Ville Olav Mats'),
  family: list(
    'Virtanen Lindqvist Holm Nieminen Bergström Dahl Koskinen Sandberg Nygaard Rantala Ekman Thorsen Laine Wikström Madsen',
  ),
}
const british: Names = {
  female: list('Harriet Fiona Rachel Imogen Gemma Niamh Charlotte Alison Bethan Moira'),
  male: list('Graham Oliver Duncan Rhys Patrick Simon Callum Nigel Edward Declan'),
  family: list(
    'Whitfield Ashworth Penrose Carrick Hollis Brennan Thorne Marlowe Sutcliffe Kearney Radley Doyle Hartley Pryce',
  ),
}
const southern: Names = {
  female: list('Giulia Chiara Elena Marta Francesca Núria Paola Ilaria Carmen Beatriz'),
  male: list('Marco Davide Andrea Luca Javier Matteo Sergi Paolo Riccardo Hugo'),
  family: list('Ferrari Conti Marchetti Bianchi Serra Puig Rinaldi Gallo Moretti Vidal Fontana Costa Ibarra Neri'),
}
const dutch: Names = {
  female: list('Sanne Marloes Femke Lotte Anouk Ilse Griet Hilde'),
  male: list('Pieter Jeroen Bram Maarten Wouter Koen Joris Dirk'),
  family: list('Vermeulen Bakker Hendriks Claes Verbeek Postma Maes Kuipers Wouters Dijkman Peeters Visser'),
}

/** Names by ISO 3166-1 country. */
export const EUROPEAN_NAMES: Readonly<Record<string, Names>> = {
  DE: german,
  AT: german,
  CH: german,
  FR: french,
  BE: dutch,
  NL: dutch,
  FI: nordic,
  SE: nordic,
  DK: nordic,
  NO: nordic,
  GB: british,
  IE: british,
  IT: southern,
  ES: southern,
}
