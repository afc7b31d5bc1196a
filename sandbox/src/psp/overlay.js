// A frame of the provider's over the page, with a button that closes it.
function openFrame(provider, title, onClose) {
  const cover = document.createElement('div');
  cover.id = `${provider}-overlay`;
  Object.assign(cover.style, { position: 'fixed', inset: '0', zIndex: '2147483647', background: 'rgb(0 0 0 / .6)' });
  const frame = document.createElement('iframe');
  frame.title = title;
  Object.assign(frame.style, {
    position: 'absolute', inset: '10% 0 0 0', margin: '0 auto', width: 'min(460px, 100%)', height: '80%', border: '0',
  });
  const close = document.createElement('button');
  close.type = 'button';
  close.id = `${provider}-overlay-close`;
  close.textContent = 'Close';
  Object.assign(close.style, { position: 'absolute', top: '1rem', right: '1rem' });
  close.addEventListener('click', onClose);
  cover.append(frame, close);
  return { cover, frame };
}
