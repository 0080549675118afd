/** What names of a country are made of. All of it is invented; near-duplicates are wanted. */
export type Vocabulary = {
  /** ISO 3166-1 alpha-3 */
  readonly country: string
  readonly language: string
  readonly dialling: string
  readonly share: number
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly trades: readonly string[]
  readonly legalForms: readonly string[]
  readonly cities: readonly string[]
  /** '&' or the word that stands for it. */
  readonly and: string
  readonly sons: string
}

const words = (text: string): readonly string[] => text.split(', ')

export const vocabularies: readonly Vocabulary[] = [
  {
    country: 'FRA',
    language: 'fr',
    dialling: '+33',
    share: 0.4,
    given: words(
      'Amélie, Benoît, Camille, Clément, Cédric, Éloïse, François, Gaëlle, Hélène, Inès, Jérôme, Julie, Loïc, Maëlle, Noémie, Océane, Pierre, Raphaël, Sébastien, Théo, Valérie, Yann, Zoé, Aurélie',
    ),
    family: words(
      'Bélanger, Boucher, Chevalier, Dupont, Dupond, Durand, Faure, Fournier, Gauthier, Gautier, Giraud, Lefebvre, Lefèvre, Legrand, Lemaître, Martin, Mercier, Michaud, Moreau, Pelletier, Picard, Rousseau, Roussel, Sauvé, Tessier, Vallée',
    ),
    trades: words(
      'Électricité, Télécom, Réseaux, Bâtiment, Transports, Imprimerie, Boulangerie, Hôtellerie, Assurances, Conseil, Logistique, Pharmacie, Menuiserie, Optique, Santé, Immobilier',
    ),
    legalForms: words('SARL, SAS, SA, EURL'),
    cities: words('Lyon, Nantes, Lille, Strasbourg, Besançon, Orléans, Saint-Étienne, Nîmes, Évreux, Pau'),
    and: 'et',
    sons: 'Fils',
  },
  {
    country: 'DEU',
    language: 'de',
    dialling: '+49',
    share: 0.2,
    given: words(
      'Anke, Björn, Christian, Dörte, Franziska, Günther, Jörg, Jürgen, Katja, Käthe, Lukas, Matthias, Nadine, Sören, Stefan, Ulrike, Uwe, Wiebke',
    ),
    family: words(
      'Bauer, Baur, Böhm, Fischer, Größmann, Hoffmann, Hofmann, Jäger, Köhler, Krüger, Maier, Mayer, Meier, Meyer, Müller, Mueller, Schäfer, Schmid, Schmidt, Schröder, Weiß, Wolff',
    ),
    trades: words(
      'Elektrotechnik, Maschinenbau, Bäckerei, Spedition, Druckerei, Gebäudetechnik, Werkzeugbau, Möbel, Klinik, Versicherungen, Netzwerke, Kältetechnik',
    ),
    legalForms: words('GmbH, AG, KG, GmbH & Co. KG, e.K.'),
    cities: words('Köln, München, Düsseldorf, Nürnberg, Würzburg, Bremen, Lübeck, Göttingen'),
    and: 'und',
    sons: 'Söhne',
  },
  {
    country: 'ESP',
    language: 'es',
    dialling: '+34',
    share: 0.15,
    given: words(
      'Álvaro, Begoña, Concepción, Elena, Íñigo, Iván, José, Joaquín, Lucía, María, Martín, Mónica, Nuria, Óscar, Rubén, Sofía, Tomás, Verónica',
    ),
    family: words(
      'Álvarez, Benítez, Fernández, García, Gómez, González, Hernández, Ibáñez, Jiménez, López, Martínez, Muñoz, Núñez, Ordóñez, Pérez, Ramírez, Rodríguez, Sánchez, Vázquez, Velázquez',
    ),
    trades: words(
      'Sistemas, Comunicaciones, Construcción, Electrónica, Distribución, Transportes, Gestión, Panadería, Ingeniería, Automoción, Óptica, Clínica',
    ),
    legalForms: words('S.L., S.A., S.L.U.'),
    cities: words('Cádiz, Málaga, León, Córdoba, A Coruña, Logroño, Almería, Gijón'),
    and: 'y',
    sons: 'Hijos',
  },
  {
    country: 'GBR',
    language: 'en',
    dialling: '+44',
    share: 0.15,
    given: words(
      'Alice, Andrew, Bronwen, Charlotte, Daniel, Emma, Fiona, George, Harriet, Ian, James, Kate, Lewis, Megan, Niamh, Oliver, Rhys, Siobhán, Thomas, Zoë',
    ),
    family: words(
      "Barker, Brown, Browne, Clark, Clarke, Davies, Davis, Evans, Green, Greene, Hughes, Jones, MacDonald, McDonald, Morris, O'Brien, O'Neill, Smith, Smyth, Taylor, Thompson, Thomson, White, Wilson",
    ),
    trades: words(
      'Logistics, Engineering, Catering, Telecoms, Printing, Interiors, Systems, Solutions, Motors, Dental Care, Insurance, Joinery, Networks, Supplies',
    ),
    legalForms: words('Ltd, Limited, LLP, plc'),
    cities: words('Leeds, York, Bristol, Cardiff, Exeter, Dundee, Norwich, Carlisle'),
    and: '&',
    sons: 'Sons',
  },
  {
    country: 'POL',
    language: 'pl',
    dialling: '+48',
    share: 0.1,
    given: words(
      'Agnieszka, Bartłomiej, Bożena, Grażyna, Jakub, Józef, Katarzyna, Łukasz, Małgorzata, Michał, Paweł, Rafał, Stanisław, Wiesława, Zofia',
    ),
    family: words(
      'Dąbrowski, Jabłoński, Kamiński, Kowalczyk, Kowalski, Król, Krawczyk, Lewandowski, Majewski, Nowak, Olszewski, Pawłowski, Sikorski, Szymański, Wiśniewski, Wójcik, Woźniak, Zając, Zieliński',
    ),
    trades: words(
      'Elektronika, Budownictwo, Usługi, Poligrafia, Łączność, Piekarnia, Spedycja, Ubezpieczenia, Technika, Meble',
    ),
    legalForms: words('Sp. z o.o., S.A., s.c.'),
    cities: words('Łódź, Kraków, Wrocław, Poznań, Gdańsk, Białystok, Rzeszów'),
    and: 'i',
    sons: 'Synowie',
  },
]

const letters: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', Ł: 'L', æ: 'ae', ø: 'o' }

/** Without accents and anything else that an e-mail address does not have. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/[ßłŁæø]/g, (letter) => letters[letter] ?? letter)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
