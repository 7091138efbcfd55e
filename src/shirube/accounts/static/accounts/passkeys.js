// Shows the passkey button where the browser knows passkeys, and says so when one could not be used.
(function () {
  document.addEventListener("DOMContentLoaded", function () {
    const button = document.getElementById("passkey-button")
    if (button && window.PublicKeyCredential) {
      button.hidden = false
    }
  })
  document.addEventListener("allauth.error", function (event) {
    const trouble = document.getElementById("passkey-trouble")
    if (trouble) {
      trouble.hidden = false
      event.preventDefault()
    }
  })
})()
