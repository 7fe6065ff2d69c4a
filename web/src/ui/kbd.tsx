import classes from './kbd.module.css'

const onApple = /Mac|iPhone|iPad/u.test(navigator.platform)

/** A key on the keyboard; `Mod` is ⌘ on Apple machines and Ctrl elsewhere. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={classes.key}>
          {key.replace('Mod+', onApple ? '⌘' : 'Ctrl ').replace('Shift+', '⇧')}
        </kbd>
      ))}
    </span>
  )
}
