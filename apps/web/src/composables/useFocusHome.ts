import { onBeforeUpdate, onUpdated, type ShallowRef } from 'vue';

/**
 * Keeps the focus near by when what has it goes away in an update of the component that asks for this.
 * @param home what takes it then; it has `tabindex="-1"`
 */
export function useFocusHome(home: Readonly<ShallowRef<HTMLElement | null>>): void {
  let within = false;
  onBeforeUpdate(() => {
    within = home.value?.contains(document.activeElement) ?? false;
  });
  onUpdated(() => {
    if (within && document.activeElement === document.body) home.value?.focus();
  });
}
