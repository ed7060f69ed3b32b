import type { Stratum } from '../../domain/index.js'

/** How a tool server is reached: started as a process and spoken to over its pipes, or found at an address. */
export type ToolServer =
  | {
      readonly command: string
      /** `{folder}` stands for the copied work folder, `{config}` for the folder of the configuration, here as in every command. */
      readonly args?: readonly string[] | undefined
      /** Beside the few variables that every process needs. `${NAME}` is read from the environment; never recorded. */
      readonly env?: Readonly<Record<string, string>> | undefined
    }
  | {
      readonly url: string
      /** Such as `authorization`. `${NAME}` is read from the environment; never recorded. */
      readonly headers?: Readonly<Record<string, string>> | undefined
    }

/** A file that has to be there in the end, or must not be; of several conditions all have to hold. */
export interface FileCheck {
  /** Within the work folder. */
  readonly path: string
  /** The whole text, but for white space at both ends. */
  readonly equals?: string | undefined
  readonly contains?: string | undefined
  readonly isAbsent?: boolean | undefined
}

/** How the end of a task is judged. */
export type TaskScore =
  /** Solved where all hold; each is a checkpoint. */
  | { readonly files: readonly FileCheck[] }
  /** A folder whose every file has to be in the work folder, with the same text; as conditions on files. */
  | { readonly expected: string }
  /**
   * Exit code 0 says solved, 1 not solved, any other that it could not be judged. A last line that is a number in
   * [0, 1] is the share reached; the lines before it are shown as evidence.
   */
  | { readonly command: readonly string[] }

/** One task for the tools of a server. */
export interface ServerTask {
  /** Unique in its family. */
  readonly name: string
  readonly goal: string
  readonly score: TaskScore
  /** Tool calls that the task takes; limits and lengths rest on it. */
  readonly calls: number
  /** `narrow` where left out. */
  readonly stratum?: Stratum | undefined
  /** Start of the work folder, in place of its family's. */
  readonly folder?: string | undefined
  /** Its goal in other languages, by tag such as `de`. */
  readonly translations?: Readonly<Record<string, { readonly goal: string }>> | undefined
}

/** What a family says in another language. */
export interface ServerWords {
  readonly instructions?: string | undefined
  /** By name of the tool; parameters that have a description have one here too. */
  readonly tools?:
    | Readonly<
        Record<
          string,
          { readonly description: string; readonly parameters?: Readonly<Record<string, string>> | undefined }
        >
      >
    | undefined
}

/** A family of tasks whose tools come from a server that speaks the Model Context Protocol. */
export interface ServerFamily {
  readonly name: string
  readonly server: ToolServer
  readonly tasks: readonly ServerTask[]
  /** Is copied for each trial; the server is started in the copy, and all that it changes has to lie there. */
  readonly folder?: string | undefined
  /** Brings everything that the server changes back to its beginning. */
  readonly reset?: readonly string[] | undefined
  /**
   * The server keeps nothing beside its folder. One that says so is not started again for every state of the folder,
   * which is much faster; false where left out.
   */
  readonly isStateless?: boolean | undefined
  /** Those of its tools that are offered; all where left out. */
  readonly tools?: readonly string[] | undefined
  /** Tools that only read, beside those that say so themselves. */
  readonly reads?: readonly string[] | undefined
  /** The system message. */
  readonly instructions?: string | undefined
  /**
   * What the reset and commands that judge find in their environment beside PATH, HOME, locale and temporary folder.
   * `${NAME}` is read from the environment; never recorded.
   */
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Longest wait for one call, in milliseconds; a minute where left out. */
  readonly callWaitMs?: number | undefined
  /** Its words in other languages, by tag such as `de`. */
  readonly translations?: Readonly<Record<string, ServerWords>> | undefined
}
