import {
  questions,
  type Answer,
  type EngineRequest,
  type Question,
  type QuestionName,
} from '../contract/engine-messages';
import { HomeMoleError, type Problem } from '../contract/errors';
import { log } from './log';

interface Waiting {
  readonly name: QuestionName;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** The questions that the engine has not answered yet. */
export class Asked {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /**
   * Asks, and settles with the answer.
   * @throws HomeMoleError with the engine's problem, `engine-gone`, or `unexpected` for an answer
   *   that breaks the contract
   */
  ask<N extends QuestionName>(
    name: N,
    request: Question<N>,
    post: (request: EngineRequest) => void,
  ): Promise<Answer<N>> {
    return new Promise((resolve, reject) => {
      const id = ++this.last;
      this.waiting.set(id, { name, resolve: (answer) => resolve(answer as Answer<N>), reject });
      post({ kind: 'ask', id, name, request });
    });
  }

  answer(id: number, reply: unknown): void {
    const asked = this.waiting.get(id);
    if (!asked) return;
    this.waiting.delete(id);
    const parsed = questions[asked.name].reply.safeParse(reply);
    if (!parsed.success) {
      log(`refused engine answer: ${asked.name}`);
      asked.reject(new HomeMoleError('unexpected', { detail: `malformed answer: ${asked.name}` }));
    } else if (parsed.data.ok) asked.resolve(parsed.data.value);
    else asked.reject(new HomeMoleError(parsed.data.problem.code, parsed.data.problem.params));
  }

  /** No answer will come any more. */
  failAll({ code, params }: Problem): void {
    for (const { reject } of this.waiting.values()) reject(new HomeMoleError(code, params));
    this.waiting.clear();
  }
}
