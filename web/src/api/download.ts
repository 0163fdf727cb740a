// A document of the API, saved as a file under the name that the server gave it.
import { saveFile } from '../device/file';
import { Problem } from './problem';

interface Answer {
  data?: Blob;
  error?: unknown;
  response: Response;
}

/** `await download(api.GET('/v1/counts', { params, parseAs: 'blob' }), 'comptes.csv')` */
export async function download(asked: Promise<Answer>, otherwise: string): Promise<void> {
  const { data, error, response } = await asked;
  if (!response.ok || !data) throw Problem.ofAnswer(response, error);
  const named = /filename="([^"/\\]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  saveFile(data, named ?? otherwise);
}
