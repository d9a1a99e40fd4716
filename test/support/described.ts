import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A header or a body, as the document has it. */
interface Described {
  required?: boolean;
  schema: object;
}

/** What the document says of one way in which a door answers. */
interface Answer {
  headers?: Record<string, Described | { $ref: string }>;
  content?: Record<string, { schema: object }>;
}

/** A door, as the document has it. */
export interface Operation {
  operationId: string;
  responses: Record<string, Answer>;
}

/** The document of a service, as far as tests read it. */
export interface OpenApiDocument {
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, object>>;
}

/** An answer that has been read to its end. */
export interface Heard {
  status: number;
  headers: Headers;
  text: string;
}

/** Reads an answer to its end. */
export const heard = async (response: Response): Promise<Heard> => ({
  status: response.status,
  headers: response.headers,
  text: await response.text(),
});

/** What a service says of itself in its own document. */
export class Description {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  private constructor(readonly document: OpenApiDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(document, 'document', undefined, false);
  }

  static async of(url: string): Promise<Description> {
    return new Description((await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument);
  }

  /** The path of the document that an address is at. */
  pathOf(address: string): string | undefined {
    const { pathname } = new URL(address, 'http://service');
    return Object.keys(this.document.paths).find((path) =>
      new RegExp(`^${path.replaceAll('.', '\\.').replace('{id}', '[^/]+')}$`).test(pathname),
    );
  }

  /**
   * In what an answer is not what the document says.
   * @param address the path that was asked, with its query
   */
  faultsOf(method: string, address: string, { status, headers, text }: Heard): string[] {
    const path = this.pathOf(address);
    if (!path) return status === 404 ? [] : [`${status} at a path that is not in the document`];
    const methods = this.document.paths[path]!;
    const operation = methods[method === 'HEAD' ? 'get' : method.toLowerCase()];
    if (!operation) return this.faultsOfOtherMethod(method, Object.keys(methods), status, headers);
    const answer = operation.responses[status];
    if (!answer) return [`${status} is not in the document: ${text.slice(0, 200)}`];
    const body = method === 'HEAD' ? [] : this.faultsOfBody(answer, headers.get('content-type'), text);
    return [...this.faultsOfHeaders(answer, headers), ...body];
  }

  private faultsOfOtherMethod(method: string, known: string[], status: number, headers: Headers): string[] {
    const allowed = known.map((each) => each.toUpperCase());
    if (allowed.includes('GET')) allowed.push('HEAD');
    const expected = method === 'OPTIONS' ? 204 : 405;
    const allow = headers.get('allow');
    return [
      ...(status === expected ? [] : [`${status} for a method that the path does not take`]),
      ...(allow === [...allowed, 'OPTIONS'].join(', ') ? [] : [`Allow: ${allow}`]),
    ];
  }

  private faultsOfHeaders(answer: Answer, headers: Headers): string[] {
    return Object.entries(answer.headers ?? {}).flatMap(([name, header]) => {
      const { schema, required } = this.resolved(header);
      const value = headers.get(name);
      if (value === null) return required ? [`${name} is missing`] : [];
      const isNumber = 'type' in schema && schema.type === 'integer';
      return this.faultsIn(schema, isNumber ? Number(value) : value).map((fault) => `${name}: ${fault}`);
    });
  }

  private faultsOfBody({ content }: Answer, type: string | null, text: string): string[] {
    const media = type?.split(';', 1)[0];
    if (!content) return text === '' ? [] : ['a body where there is to be none'];
    const described = media && content[media];
    if (!described) return [`Content-Type: ${type}`];
    if (!/[/+]json$/.test(media)) return [];
    return this.faultsIn(described.schema, JSON.parse(text));
  }

  private resolved(header: Described | { $ref: string }): Described {
    if (!('$ref' in header)) return header;
    return this.document.components.headers![header.$ref.split('/').at(-1)!] as Described;
  }

  private readonly compiled = new Map<object, ValidateFunction>();

  private faultsIn(schema: object, value: unknown): string[] {
    const validate = this.compiled.get(schema) ?? this.ajv.compile(inDocument(schema));
    this.compiled.set(schema, validate);
    return validate(value) ? [] : [`${this.ajv.errorsText(validate.errors)}: ${JSON.stringify(value).slice(0, 300)}`];
  }
}

/** A schema whose references, which mean the document, do so from outside of it. */
const inDocument = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components')) as object;
