import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Whether the guide lies over the screen; closing it shows that screen again, as it was. */
export const useGuide = defineStore('guide', () => {
  const open = ref(false);
  return { open };
});
