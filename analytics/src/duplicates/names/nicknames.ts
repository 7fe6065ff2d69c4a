/** Given names that stand for each other, a group a line. A name may belong to several (Alex: Alexander, Alexandra). */
const GROUPS = `
robert bob bobby rob robbie bert robin
william bill billy will willy liam willie wilhelm
richard rick ricky dick rich richie
elizabeth liz lizzie beth betty eliza elisabeth lisa libby bess betsy elsie
james jim jimmy jamie jem
john jack johnny johnnie ian
jonathan jon jonny johnathan
michael mike mick mickey mikey micheal
thomas tom tommy
edward ed eddie ted teddy ned
charles charlie chuck chas
joseph joe joey josef
david dave davy davey
daniel dan danny
matthew matt matty mathew
andrew andy drew
anthony tony antony
christopher chris kit topher
christine chris chrissy christina tina
nicholas nick nicky nicolas
alexander alex sandy alec sasha xander alexandre
alexandra alex sandra sandy sasha lexi
samuel sam sammy
samantha sam sammie
benjamin ben benny benji
stephen steve steven stevie stefan
peter pete
patrick pat paddy
patricia pat patty tricia trish
katherine kate kathy katie cathy kat catherine katharine kathryn kitty karen
margaret maggie meg peggy marge margie greta megan
jennifer jen jenny jenni
jessica jess jessie
rebecca becky becca beck
susan sue susie suzy susanna suzanne
deborah deb debbie debra
barbara barb barbie babs
dorothy dot dottie dolly
victoria vicky vicki tori
jacqueline jackie jacqui
theodore theo ted teddy
frederick fred freddy freddie
francis frank frankie fran
frances fran frannie fanny
franklin frank
gregory greg
geoffrey geoff jeff
jeffrey jeff jeffery
kenneth ken kenny
lawrence larry laurence lars
leonard leo len lenny
timothy tim timmy
ronald ron ronnie
donald don donnie
raymond ray
gerald gerry jerry
jeremy jerry jez
henry harry hank hal heinrich
harold harry hal
philip phil phillip
vincent vince vinny
walter walt wally
zachary zach zack zac
nathan nate nathaniel nat
joshua josh
jacob jake jakob
abigail abby gail
amanda mandy
angela angie
cynthia cindy
eleanor ellie nell nora elinor
emily em emma
gabriel gabe
gabrielle gabby
isabella bella izzy isabel isabelle
judith judy
julia julie jules
kimberly kim
louis lou louie lewis
louise lou
martin marty
mary molly polly marie maria mae
melissa mel missy
melanie mel
nancy ann
anne ann anna annie nan hannah
olivia liv livvy
pamela pam
penelope penny
priscilla cilla
sarah sally sadie sara
sophia sophie
stephanie steph
teresa terry tess theresa
terence terry
valerie val
veronica ronnie roni
virginia ginny
vivian viv vivien
wendy gwendolyn gwen
arthur art
albert al bert
alfred al alf fred
alan al allan allen
douglas doug
eugene gene
ernest ernie
reginald reg reggie
russell russ
sidney sid sydney
stanley stan
oliver ollie
lillian lily lilly
lachlan lachie
mitchell mitch
cameron cam
bradley brad
oscar ossie
maximilian max maxwell
johannes hans johann
friedrich fritz
jose pepe
francisco paco pancho
`

const groupsByName = new Map<string, number[]>()
for (const [group, line] of GROUPS.trim().split('\n').entries()) {
  for (const name of line.split(' ')) groupsByName.set(name, [...(groupsByName.get(name) ?? []), group])
}

const none: readonly number[] = []

/** The groups a given name belongs to. */
export const nicknameGroups = (name: string): readonly number[] => groupsByName.get(name) ?? none

/** Another usual form of a given name in its first group, for keys under which both meet; the name itself when there is none. */
export function fullGivenName(name: string): string {
  const group = groupsByName.get(name)?.[0]
  return group === undefined ? name : fullNames[group]!
}

const fullNames = GROUPS.trim()
  .split('\n')
  .map((line) => line.split(' ')[0]!)
