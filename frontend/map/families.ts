// How a listing looks on a map: kind by shape, category by icon, family by colour, as `domain::vocabulary` groups them.
// It refuses to know how that is drawn. A category that is newer than this file is a plain pin.

export interface Look { family: string; icon: string }

const LOOKS: Record<string, Look> = {
  housing: { family: 'shelter', icon: 'housing' },
  transport: { family: 'shelter', icon: 'transport' },
  health: { family: 'care', icon: 'health' },
  psychological: { family: 'care', icon: 'psych' },
  legal: { family: 'papers', icon: 'legal' },
  translation: { family: 'papers', icon: 'translation' },
  money: { family: 'papers', icon: 'money' },
  food: { family: 'daily', icon: 'food' },
  clothing: { family: 'daily', icon: 'clothing' },
  courses: { family: 'learn', icon: 'courses' },
  school: { family: 'learn', icon: 'school' },
  work: { family: 'learn', icon: 'work' },
  phone: { family: 'life', icon: 'phone' },
  animals: { family: 'life', icon: 'animals' },
  culture: { family: 'life', icon: 'culture' },
};

const OTHER: Look = { family: '', icon: 'pin' };

export const FAMILIES = ['shelter', 'care', 'papers', 'daily', 'learn', 'life'] as const;

export function lookOf(category: string): Look {
  return LOOKS[category] ?? OTHER;
}

export type Shape = 'circle' | 'square' | 'diamond';

export function shapeOf(kind: string): Shape {
  if (kind.startsWith('collection')) return 'square';
  return kind === 'initiative' ? 'diamond' : 'circle';
}
